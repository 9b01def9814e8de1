/* Names written from the right that could turn what stands around them: those that share a line with other words, and
   are not kept apart from them. A sentence that holds such names among words of its own is one text, and is left out. */
() => {
    const RIGHT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
    const found = new Set();
    const walker = document.createTreeWalker(document.body || document.documentElement, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const node = walker.currentNode;
        if (!RIGHT.test(node.data) || /[a-z]/i.test(node.data)) continue;
        let each = node.parentElement;
        if (!each.checkVisibility() || each.closest("title,desc,script,style,option")) continue;
        if (each.ownerSVGElement && node.data.includes("\u2068")) continue;
        const isLine = (one) => getComputedStyle(one).display.startsWith("inline");
        while (isLine(each) && getComputedStyle(each).unicodeBidi === "normal") each = each.parentElement;
        const isApart = isLine(each);
        const isAlone = each.textContent.trim() === node.data.trim();
        if (!isApart && !isAlone) found.add(`${node.data.trim()} in ${each.localName}.${each.className.baseVal ?? each.className}: ${each.textContent.trim().slice(0, 80)}`);
    }
    return [...found].sort();
}
