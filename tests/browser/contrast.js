/* Every text and mark of the page whose colour stands out too little, as [ratio, what, where].
   Text needs 4.5, large text 3; an outline, a bar or another mark needs 3 against what is beside it (WCAG 2.2). */
() => {
    const parsed = new Map();
    const canvas = document.createElementNS("http://www.w3.org/1999/xhtml", "canvas").getContext("2d", { willReadFrequently: true });
    const colour = (css) => {
        if (!parsed.has(css)) {
            canvas.clearRect(0, 0, 1, 1);
            canvas.fillStyle = "rgba(0,0,0,0)";
            canvas.fillStyle = css;
            canvas.fillRect(0, 0, 1, 1);
            const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
            parsed.set(css, [r, g, b, a / 255]);
        }
        return parsed.get(css);
    };
    const over = ([r, g, b, a], under) => [r, g, b].map((each, n) => each * a + under[n] * (1 - a)).concat(1);
    const light = ([r, g, b]) => [r, g, b].map((each) => each / 255)
        .map((each) => (each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4))
        .reduce((sum, each, n) => sum + each * [0.2126, 0.7152, 0.0722][n], 0);
    const ratio = (one, other) => {
        const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
        return (bright + 0.05) / (dark + 0.05);
    };
    const worst = (front, backs) => Math.min(...backs.map((back) => ratio(over(front, back), back)));
    const path = (node) => {
        const names = [];
        for (let each = node; each && each !== document.documentElement; each = each.parentElement)
            names.unshift(each.localName + (each.id ? `#${each.id}` : [...each.classList].map((c) => `.${c}`).join("")));
        return names.slice(-3).join(" > ");
    };
    const faint = (node) => {
        let opacity = 1;
        for (let each = node; each; each = each.parentElement) opacity *= Number(getComputedStyle(each).opacity);
        return opacity;
    };

    /* What lies behind an element of HTML: one colour, or all those of a pattern. */
    const behind = (element) => {
        const layers = [];
        for (let each = element; each; each = each.parentElement) {
            const style = getComputedStyle(each);
            const stops = style.backgroundImage.includes("gradient") ? style.backgroundImage.match(/rgba?\([^)]*\)/g) || [] : [];
            if (stops.length) layers.push(stops.map(colour));
            const plain = colour(style.backgroundColor);
            if (plain[3] > 0) layers.push([plain]);
            if (plain[3] === 1 || stops.length) break;
        }
        let backs = [[255, 255, 255, 1]];
        for (const layer of layers.reverse()) backs = backs.flatMap((back) => layer.map((front) => over(front, back)));
        return backs;
    };

    /* What lies behind an element of SVG: the shapes drawn before it that it touches, or the edge around its letters. */
    const SHAPES = "path,rect,circle,ellipse,line,polygon,polyline";
    const meets = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
    const painted = new Map();
    const shapes = (svg) => {
        if (!painted.has(svg))
            painted.set(svg, [...svg.querySelectorAll(SHAPES)].filter((each) => !each.closest("defs"))
                .map((each) => [each, each.getBoundingClientRect(), getComputedStyle(each)]));
        return painted.get(svg);
    };
    const beneath = (element) => {
        const svg = element.ownerSVGElement;
        const place = element.getBoundingClientRect();
        const ground = svg.parentElement ? behind(svg.parentElement) : [[255, 255, 255, 1]];
        let paper = ground;
        const backs = [];
        for (const [shape, rect, style] of shapes(svg)) {
            if (shape === element || shape.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING) break;
            const fill = colour(style.fill);
            if (style.fill === "none" || style.fill.startsWith("url") || fill[3] === 0 || !meets(place, rect)) continue;
            const covers = rect.left <= place.left + 1 && rect.right >= place.right - 1 && rect.top <= place.top + 1 && rect.bottom >= place.bottom - 1;
            if (covers && shape.localName === "rect") { paper = paper.map((back) => over(fill, back)); backs.length = 0; }
            else backs.push(...paper.map((back) => over(fill, back)));
        }
        return [...paper, ...backs];
    };

    const found = new Map();
    const tell = (least, value, what, node) => {
        if (value < least - 0.005) found.set(`${what} ${path(node)}`, [Math.round(value * 100) / 100, what, path(node)]);
    };
    const isShown = (node) => node.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && node.getClientRects().length > 0;

    const walker = document.createTreeWalker(document.body || document.documentElement, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        if (!walker.currentNode.data.trim() || element.closest("title,desc,style,script,noscript,template,option,textarea,defs") || !isShown(element)) continue;
        const style = getComputedStyle(element);
        const size = parseFloat(style.fontSize);
        const least = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
        const inSvg = element instanceof SVGElement;
        const [r, g, b, a] = colour(inSvg ? style.fill : style.color);
        const front = [r, g, b, a * faint(element)];
        const edge = inSvg && style.paintOrder.startsWith("stroke") && style.stroke !== "none" && parseFloat(style.strokeWidth) >= 2;
        tell(least, worst(front, edge ? [colour(style.stroke)] : inSvg ? beneath(element) : behind(element)), "text", element);
    }
    for (const field of document.querySelectorAll("input:not([type=hidden],[type=checkbox],[type=radio],[type=range]),select,textarea,button")) {
        if (!isShown(field)) continue;
        const style = getComputedStyle(field);
        const front = colour(style.color);
        if (field.localName === "input") tell(4.5, worst(front, behind(field)), "text", field);
        /* Datasette draws the border of a list around the element that holds it. */
        const box = field.closest(".select-wrapper") || field;
        const around = behind(box.parentElement);
        const { borderTopWidth, borderTopStyle, borderTopColor, backgroundColor } = getComputedStyle(box);
        const border = parseFloat(borderTopWidth) && borderTopStyle !== "none" ? worst(colour(borderTopColor), around) : 0;
        tell(3, Math.max(border, worst(colour(backgroundColor), around)), "field", field);
    }
    /* Lines that only part, and what is there to be clicked, say nothing. */
    for (const svg of document.querySelectorAll("svg")) {
        if (!svg.closest(".orgtrack, .orgtrack-timeline")) continue;
        for (const [shape, , style] of shapes(svg)) {
            if (shape.closest("[aria-hidden]") || shape.matches(".paper, .hit, .between") || !isShown(shape)) continue;
            const backs = beneath(shape).slice(0, 1);
            const part = (css, also) => {
                if (css === "none" || css.startsWith("url")) return 0;
                const [r, g, b, a] = colour(css);
                return worst([r, g, b, a * faint(shape) * also], backs);
            };
            const line = parseFloat(style.strokeWidth) > 0 ? part(style.stroke, Number(style.strokeOpacity)) : 0;
            const hatch = style.fill.startsWith("url") && document.querySelector(style.fill.match(/#[^")]+/)[0]);
            const dots = hatch ? worst(over([...colour(getComputedStyle(hatch.querySelector("path")).stroke).slice(0, 3), Number(getComputedStyle(hatch.querySelector("path")).opacity)], backs[0]), backs) : 0;
            tell(3, Math.max(line, dots, part(style.fill, Number(style.fillOpacity))), "mark", shape);
        }
    }
    return [...found.values()].sort();
}
