/* The picture from the keyboard, zoom in place, and finding words in it. Without a script, links and the form do it. */
"use strict";
(() => {
    const drawn = document.getElementById("timeline-drawn");
    const find = document.getElementById("timeline-find");
    const field = document.getElementById("timeline-words");
    const said = document.getElementById("timeline-said");
    if (!drawn) return;
    const counted = (number, word) => `${number.toLocaleString("en")} ${word}${number === 1 ? "" : "s"}`;
    let asked = null;

    const say = (words) => { said.textContent = words; };
    /* The picture for wide screens or the one for narrow ones, whichever is shown. */
    const picture = () => [...drawn.querySelectorAll(".picture-wide, .picture-narrow")].find((each) => each.getClientRects().length);
    const place = (mark) => mark.getBoundingClientRect();

    /* The marks as rows of the page from top to bottom, each from left to right; what was not found is left out. */
    const lanes = () => {
        const shown = picture();
        const groups = shown ? [...shown.querySelectorAll("svg > a, svg > g[role=group]")] : [];
        return groups
            .map((group) => (group.matches("a") ? [group] : [...group.querySelectorAll("a")]))
            .map((marks) => marks.filter((mark) => !mark.classList.contains("not-found")))
            .map((marks) => marks.sort((a, b) => inTime(a) - inTime(b)))
            .filter((marks) => marks.length);
    };
    /* Its heading comes before the marks of a lane, wherever they begin. */
    const inTime = (mark) => (mark.classList.contains("heading") ? -1e9 : place(mark.querySelector("path, rect")).left);

    /* One mark of a picture is in the order of Tab, so that the next Tab leaves it. */
    const rest = (mark) => {
        for (const each of drawn.querySelectorAll("svg a")) each.setAttribute("tabindex", "-1");
        for (const shown of drawn.querySelectorAll(".picture-wide, .picture-narrow")) {
            const first = mark && shown.contains(mark) ? mark : shown.querySelector("svg a:not(.not-found)");
            if (first) first.setAttribute("tabindex", "0");
        }
    };
    const go = (mark) => {
        rest(mark);
        mark.focus({ preventScroll: true });
        mark.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
    };

    const nearest = (marks, x) => marks.reduce((best, mark) => {
        const away = (each) => (each.classList.contains("heading") ? 1e6 : Math.abs(inTime(each) - x));
        return away(mark) < away(best) ? mark : best;
    });

    const move = (key, mark, far) => {
        const all = lanes();
        const lane = all.findIndex((marks) => marks.includes(mark));
        if (lane < 0) return all.length ? all[0][0] : null;
        const at = all[lane].indexOf(mark);
        if (key === "ArrowLeft") return all[lane][at - 1];
        if (key === "ArrowRight") return all[lane][at + 1];
        if (key === "Home") return far ? all[0][0] : all[lane][0];
        if (key === "End") return far ? all.at(-1).at(-1) : all[lane].at(-1);
        const next = all[lane + (key === "ArrowUp" ? -1 : 1)];
        if (!next) return null;
        return mark.classList.contains("heading") ? next[0] : nearest(next, inTime(mark));
    };

    /* What the address of a step, or another one of this page, draws, in place of what is drawn now. */
    const show = async (address, focused) => {
        if (asked) asked.abort();
        asked = new AbortController();
        drawn.classList.add("waiting");
        try {
            const answer = await fetch(address, { signal: asked.signal });
            if (!answer.ok) throw new Error(String(answer.status));
            const page = new DOMParser().parseFromString(await answer.text(), "text/html");
            const opened = [...drawn.querySelectorAll("details")].map((each) => each.open);
            drawn.replaceChildren(...page.getElementById("timeline-drawn").childNodes);
            drawn.querySelectorAll("details").forEach((each, n) => { each.open = Boolean(opened[n]); });
            for (const input of document.querySelectorAll(".timeline-filters input[type=text]")) {
                input.value = page.getElementById(input.id).value;
            }
            history.replaceState(null, "", address);
            look();
            const again = [...drawn.querySelectorAll("a")].find((each) => each.getAttribute("href") === focused.href
                || (Boolean(focused.key) && each.dataset.key === focused.key));
            if (again && again.closest("svg")) go(again);
            else if (again) again.focus();
            else (picture() || field).focus();
            const span = document.getElementById("timeline-span");
            say(`${span ? span.textContent : "Drawn anew"}, ${counted(marks().length, "mark")}. ${focused.words || ""}`);
        } catch (error) {
            if (error.name !== "AbortError") location.assign(address);
        } finally {
            drawn.classList.remove("waiting");
        }
    };
    const marks = () => [...(picture() ? picture().querySelectorAll("svg a:not(.heading)") : [])];

    /* Half as long a time, around the mark. */
    const around = (mark) => {
        const [left, right, first, last] = mark.closest("svg").dataset.axis.split(" ");
        const box = mark.querySelector("path, rect").getBBox();
        const [begins, ends] = [Date.parse(first), Date.parse(last)];
        const part = (box.x + box.width / 2 - Number(left)) / (Number(right) - Number(left));
        const middle = begins + Math.min(Math.max(part, 0.25), 0.75) * (ends - begins);
        const day = (time) => new Date(time).toISOString().slice(0, 10);
        const address = new URL(location.href);
        address.searchParams.set("from", day(middle - (ends - begins) / 4));
        address.searchParams.set("to", day(middle + (ends - begins) / 4));
        return address;
    };

    const step = (key, mark) => {
        const link = [...drawn.querySelectorAll(".timeline-zoom a")].find((each) => each.dataset.key === key);
        const to = mark && { href: mark.getAttribute("href") };
        if (link) show(key === "+" && mark && !mark.matches(".heading, .counts") ? around(mark) : link.href, to || {});
        else say(key === "0" ? "All of it is drawn." : "No further.");
    };

    const setOff = (mark) => {
        const address = new URL(location.href);
        const other = address.searchParams.get("highlight") !== mark.dataset.person;
        if (other) address.searchParams.set("highlight", mark.dataset.person);
        else address.searchParams.delete("highlight");
        const words = `${mark.getAttribute("aria-label").split(/, | · | \(/)[0]} is ${other ? "" : "no longer "}set off.`;
        show(address, { href: mark.getAttribute("href"), words });
    };

    /* Whatever has not all the words fades, and the arrow keys pass it by; a heading stays with what is found below. */
    const look = () => {
        const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
        const isFound = (mark) => words.every((word) => (mark.getAttribute("aria-label") || "").toLowerCase().includes(word));
        for (const shown of drawn.querySelectorAll(".picture-wide, .picture-narrow")) {
            const found = { lane: false, organization: false };
            for (const mark of [...shown.querySelectorAll("svg a")].reverse()) {
                const over = mark.parentNode.matches("svg") ? "organization" : "lane";
                const stays = mark.matches(".heading") ? found[over] : isFound(mark);
                mark.classList.toggle("not-found", !stays);
                if (mark.matches(".heading")) found[over] = false;
                else if (stays) found.lane = found.organization = true;
            }
        }
        rest(null);
        const found = marks().filter((mark) => !mark.matches(".not-found")).length;
        return words.length ? `${found.toLocaleString("en")} of ${counted(marks().length, "mark")} found.` : "";
    };

    drawn.addEventListener("keydown", (event) => {
        const mark = event.target.closest(".picture-wide, .picture-narrow") ? event.target.closest("svg a") : null;
        const inside = mark || event.target === picture();
        if (!inside || event.altKey || event.metaKey) return;
        if (/^(Arrow|Home|End)/.test(event.key) && (mark || event.key.startsWith("Arrow"))) {
            const to = move(event.key, mark, event.ctrlKey);
            event.preventDefault();
            if (to) go(to);
        } else if (!event.ctrlKey && "+-0<>=".includes(event.key)) {
            event.preventDefault();
            step(event.key === "=" ? "+" : event.key, mark);
        } else if (!event.ctrlKey && event.key.toLowerCase() === "s" && mark && mark.dataset.person) {
            event.preventDefault();
            setOff(mark);
        }
    });
    drawn.addEventListener("click", (event) => {
        const link = event.target.closest("a");
        if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
        if (link.closest(".timeline-zoom")) {
            event.preventDefault();
            show(link.href, { key: link.dataset.key });
        } else if (event.altKey && link.dataset.person) {
            event.preventDefault();
            setOff(link);
        }
    });
    drawn.addEventListener("focusin", (event) => {
        const mark = event.target.closest("svg a");
        if (mark) rest(mark);
    });
    field.addEventListener("input", () => say(look()));
    field.addEventListener("keydown", (event) => {
        const first = event.key === "Enter" ? lanes().flat().find((mark) => !mark.classList.contains("heading")) : null;
        if (first) go(first);
        if (event.key === "Escape") { field.value = ""; say(look()); }
    });
    find.hidden = false;
    rest(null);
})();
