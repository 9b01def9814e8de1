/* The slider over the days on which the chart changed. Without it the form and the links do the same. */
"use strict";
(() => {
    const slide = document.getElementById("chart-slide");
    if (!slide) return;
    const step = document.getElementById("chart-step");
    const chosen = document.getElementById("chart-chosen");
    const field = document.getElementById("chart-on");
    const days = step.dataset.days.split(" ");
    const exchanged = ["chart-heading", "chart-steps", "chart"];
    let waiting = 0;
    let asked = null;

    const tell = () => {
        const day = days[Number(step.value)];
        chosen.textContent = `change of ${day}`;
        step.setAttribute("aria-valuetext", day);
        return day;
    };

    const show = async (day) => {
        const address = new URL(field.form.action);
        address.searchParams.set("on", day);
        if (asked) asked.abort();
        asked = new AbortController();
        try {
            const answer = await fetch(address, { signal: asked.signal });
            if (!answer.ok) throw new Error(String(answer.status));
            const page = new DOMParser().parseFromString(await answer.text(), "text/html");
            for (const id of exchanged) document.getElementById(id).replaceWith(page.getElementById(id));
            document.title = page.title;
            field.value = day;
            history.replaceState(null, "", address);
        } catch (error) {
            if (error.name !== "AbortError") location.assign(address);
        }
    };

    step.addEventListener("input", () => {
        const day = tell();
        clearTimeout(waiting);
        waiting = setTimeout(() => show(day), 120);
    });
    tell();
    slide.hidden = false;
})();
