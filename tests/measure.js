// Says of each frame how wide its page is, and the worst contrast (WCAG 2.1, 1.4.3) of any words in it.
const light = ([r, g, b]) => {
  const part = (v) => ((v /= 255), v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
};
const colour = (css) => css.match(/[\d.]+/g).map(Number);
const ground = (element, view) => {
  for (; element; element = element.parentElement) {
    const [r, g, b, alpha = 1] = colour(view.getComputedStyle(element).backgroundColor);
    if (alpha > 0) return [r, g, b];
  }
  return [255, 255, 255];
};
const contrast = (one, other) => {
  const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
};
const worst = (page, view) => {
  let found = { ratio: 21, words: "" };
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const words = walker.currentNode.data.trim();
    const element = walker.currentNode.parentElement;
    if (!words || !element.getClientRects().length || parseFloat(view.getComputedStyle(element).fontSize) < 2) continue;
    const ratio = contrast(colour(view.getComputedStyle(element).color), ground(element, view));
    if (ratio < found.ratio) found = { ratio, words: words.slice(0, 40) };
  }
  return found;
};
addEventListener("load", () => {
  const told = {};
  for (const frame of document.querySelectorAll("iframe")) {
    const page = frame.contentDocument;
    told[frame.title] = { width: page.documentElement.scrollWidth, ...worst(page, frame.contentWindow) };
  }
  document.querySelector("pre").textContent = JSON.stringify(told);
});
