/* What cannot be read where it stands on the page, as sentences: beyond the edge, cut off, or under other words.
   What can be moved sideways inside its own frame is not beyond the edge; on paper nothing can. */
() => {
    const found = new Set();
    const path = (node) => {
        const names = [];
        for (let each = node; each && each !== document.documentElement; each = each.parentElement)
            names.unshift(each.localName + (each.id ? `#${each.id}` : [...each.classList].map((c) => `.${c}`).join("")));
        return names.slice(-3).join(" > ");
    };
    const wide = document.documentElement.clientWidth || innerWidth;
    if (document.documentElement.scrollWidth > wide)
        found.add(`the page is ${document.documentElement.scrollWidth} wide, in a window of ${wide}`);
    const frame = (node) => {
        if (matchMedia("print").matches) return null;
        for (let each = node.parentElement; each && each !== document.body; each = each.parentElement)
            if (["auto", "scroll"].includes(getComputedStyle(each).overflowX) && each.scrollWidth > each.clientWidth) return each;
        return null;
    };
    const isShown = (node) => node.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    const texts = [];
    const walker = document.createTreeWalker(document.body || document.documentElement, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const node = walker.currentNode, element = node.parentElement;
        if (!node.data.trim() || element.closest("title,desc,style,script,noscript,template,option,select,textarea,defs,.CodeMirror") || !isShown(element)) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        const inside = frame(element);
        for (const rect of range.getClientRects()) {
            if (rect.width < 1 || rect.height < 1 || rect.bottom < -500) continue;
            if (!inside && (rect.right > wide + 1 || rect.left < -1)) found.add(`beyond the edge: ${path(element)}`);
            const svg = element.ownerSVGElement;
            const box = svg && svg.getBoundingClientRect();
            if (box && (rect.right > box.right + 1 || rect.left < box.left - 1 || rect.bottom > box.bottom + 1 || rect.top < box.top - 1))
                found.add(`beyond its picture: ${path(element)} “${node.data.trim()}”`);
            texts.push([rect, element, node.data.trim(), svg]);
        }
        for (let each = element; each && each !== document.body; each = each.parentElement) {
            const style = getComputedStyle(each);
            if (["hidden", "clip"].includes(style.overflowX) && each.clientWidth > 1 && each.scrollWidth > each.clientWidth + 1 && !(each instanceof SVGElement))
                found.add(`cut off: ${path(each)}`);
        }
    }
    texts.sort((a, b) => a[0].top - b[0].top);
    for (let n = 0; n < texts.length; n++) {
        const [one, element, words, svg] = texts[n];
        for (let m = n + 1; m < texts.length && texts[m][0].top < one.bottom - 3; m++) {
            const [other, , more, its] = texts[m];
            if (svg !== its) continue;
            const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
            const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
            if (across > 2 && down > Math.min(one.height, other.height) / 3)
                found.add(`on each other: “${words.slice(0, 40)}” and “${more.slice(0, 40)}” in ${path(element)}`);
        }
    }
    return [...found].sort();
}
