/* What can be seen to be wrong with the page that is open, whatever it is: a list of sentences. Evaluated by looking_over.py. */
() => {
  const found = [];
  const say = (rule, element, words = '') => {
    const path = element.id ? `#${element.id}` : `${element.tagName.toLowerCase()}.${String(element.getAttribute('class') || '').trim().replace(/\s+/g, '.')}`;
    found.push(`${rule}: ${path} “${(element.textContent || element.getAttribute('name') || '').trim().replace(/\s+/g, ' ').slice(0, 40)}” ${words}`.trim());
  };
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const isFolded = (element) => { const fold = element.closest('details:not([open])'); return fold && !element.closest('summary'); };
  const isSeen = (element) => {
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    return box.width > 1 && box.height > 1 && style.visibility !== 'hidden' && !element.closest('.visually-hidden, [aria-hidden=true]') && !isFolded(element);
  };
  const named = (id) => (document.getElementById(id) || { textContent: '' }).textContent.trim();
  const nameOf = (element) => [
    element.getAttribute('aria-label'),
    (element.getAttribute('aria-labelledby') || '').split(/\s+/).map((id) => (id ? named(id) : '')).join(''),
    ...Array.from(element.labels || []).map((label) => label.textContent),
    element.textContent, element.getAttribute('alt'), element.title,
    ...all('img[alt], svg title', element).map((part) => part.alt || part.textContent),
  ].map((words) => (words || '').trim()).find((words) => words) || '';

  all('input:not([type=hidden]), select, textarea, button, a[href], summary').filter(isSeen)
    .filter((control) => !(control.tagName === 'SELECT' || control.tagName === 'TEXTAREA'
      ? nameOf({ getAttribute: (key) => control.getAttribute(key), labels: control.labels, textContent: '', title: control.title, querySelectorAll: () => [] })
      : nameOf(control)))
    .forEach((control) => say('no name', control));
  all('img:not([alt])').forEach((image) => say('no alt', image));
  all('[tabindex]').filter((element) => element.tabIndex > 0).forEach((element) => say('order of focus', element));

  const ids = all('[id]').map((element) => element.id);
  ids.filter((id, place) => ids.indexOf(id) !== place).forEach((id) => say('id twice', document.getElementById(id)));
  ['for', 'aria-labelledby', 'aria-describedby', 'aria-controls'].forEach((key) => all(`[${key}]`).forEach((element) => {
    if (element.getAttribute(key).split(/\s+/).some((id) => id && !document.getElementById(id))) say(`${key} leads nowhere`, element);
  }));

  const heads = all('h1, h2, h3, h4, h5, h6').filter((head) => head.getClientRects().length);
  if (heads.filter((head) => head.tagName === 'H1').length !== 1) say('not one h1', document.body.querySelector('h1') || document.body);
  heads.forEach((head, place) => {
    if (place && Number(head.tagName[1]) > Number(heads[place - 1].tagName[1]) + 1) say('heading leaves out a level', head);
  });

  const LANDMARKS = 'header, nav, main, footer, aside, search, [role=banner], [role=navigation], [role=main], [role=contentinfo], [role=complementary], [role=search], [role=region], section[aria-label], section[aria-labelledby], form[aria-label]';
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const lines = [];
  while (texts.nextNode()) {
    const node = texts.currentNode;
    const around = node.parentElement;
    if (node.data.trim() && isSeen(around) && !around.closest('script, style, option, select, noscript')) lines.push(node);
  }
  lines.filter((node) => !node.parentElement.closest(`${LANDMARKS}, .skip, [role=alert], [role=status], dialog`))
    .forEach((node) => say('outside every landmark', node.parentElement));
  ['nav, [role=navigation]', 'aside, [role=complementary]', 'search, [role=search]', 'section[aria-label], section[aria-labelledby], [role=region]'].forEach((kind) => {
    const places = all(kind).filter((place) => place.getClientRects().length);
    const names = places.map((place) => place.getAttribute('aria-label') || named(place.getAttribute('aria-labelledby') || ''));
    places.forEach((place, number) => { if (places.length > 1 && names.indexOf(names[number]) !== number) say('two landmarks of one name', place, names[number]); });
  });

  const rgba = (text) => { const parts = (text.match(/[\d.]+/g) || []).map(Number); return parts.length < 4 ? [...parts, 1] : parts; };
  const over = (top, under) => [0, 1, 2].map((part) => top[part] * top[3] + under[part] * (1 - top[3]));
  const light = (colour) => colour.slice(0, 3).map((part) => part / 255).map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, place) => sum + part * [0.2126, 0.7152, 0.0722][place], 0);
  const groundOf = (element) => {
    const grounds = [];
    for (let around = element; around; around = around.parentElement) {
      const style = getComputedStyle(around);
      if (style.backgroundImage !== 'none') return null;
      grounds.push(rgba(style.backgroundColor));
      if (grounds[grounds.length - 1][3] === 1) break;
    }
    return grounds.reverse().reduce((under, top) => over(top, under), [255, 255, 255]);
  };
  lines.filter((node) => !node.parentElement.closest('svg, :disabled, [aria-disabled=true]')).forEach((node) => {
    const style = getComputedStyle(node.parentElement);
    const ground = groundOf(node.parentElement);
    if (!ground) return;
    const [one, other] = [light(over(rgba(style.color), ground)), light(ground)].sort((a, b) => b - a);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if ((one + 0.05) / (other + 0.05) < (isLarge ? 3 : 4.5)) say('contrast', node.parentElement, ((one + 0.05) / (other + 0.05)).toFixed(2));
  });

  all('main a[href], footer a[href]').filter(isSeen).forEach((link) => {
    const beside = Array.from(link.parentElement.childNodes).filter((node) => node.nodeType === 3).map((node) => node.data.trim()).join('');
    const style = getComputedStyle(link);
    const isDistinct = style.textDecorationLine.includes('underline') || parseFloat(style.borderBottomWidth) > 0
      || rgba(style.backgroundColor)[3] > 0 || Number(style.fontWeight) - Number(getComputedStyle(link.parentElement).fontWeight) >= 200;
    if (style.display.startsWith('inline') && /[\u4e00-\u9fff]/.test(beside) && !isDistinct) say('link known by its colour alone', link);
  });

  all('*').filter((element) => /auto|scroll/.test(getComputedStyle(element).overflowX) && element.scrollWidth > element.clientWidth + 1)
    .filter((element) => isSeen(element) && element.tagName !== 'TEXTAREA' && element.tabIndex < 0 && !all('a[href], button, input, select, textarea, [tabindex]', element).length)
    .forEach((element) => say('scrolls for the mouse alone', element));

  lines.forEach((node) => {
    const around = node.parentElement;
    const matrix = around.getScreenCTM ? around.getScreenCTM() : null;
    const size = parseFloat(getComputedStyle(around).fontSize) * (matrix ? Math.hypot(matrix.a, matrix.b) : 1);
    if (size < 10.95) say('too small to read', around, `${size.toFixed(1)} px`);
  });

  const isFloating = (element) => { for (let around = element; around; around = around.parentElement) { if (/sticky|fixed/.test(getComputedStyle(around).position)) return true; } return false; };
  const boxes = all('.btn, main input:not([type=hidden]):not([type=checkbox]):not([type=radio]), main select, main textarea').filter(isSeen).filter((box) => !isFloating(box));
  lines.filter((node) => node.parentElement.closest('main')).forEach((node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    const rects = Array.from(range.getClientRects()).filter((rect) => rect.width > 1);
    boxes.filter((box) => !box.contains(node.parentElement) && !node.parentElement.contains(box)).forEach((box) => {
      const place = box.getBoundingClientRect();
      const [below, above] = box.matches('.btn') ? [4, 3] : [1, -1]; /* a label may stand close to its field */
      const touched = rects.find((rect) => rect.right > place.left && rect.left < place.right
        && ((rect.top - place.bottom > -8 && rect.top - place.bottom < below) || (place.top - rect.bottom > -8 && place.top - rect.bottom < above)));
      if (touched) say('text glued to a control', node.parentElement, `beside “${(box.textContent || box.name || '').trim().slice(0, 12)}”`);
    });
  });

  const isWord = /[\p{L}\p{N}]/u;
  lines.forEach((node, place) => {
    const next = lines[place + 1];
    if (!next || node.parentElement === next.parentElement || node.parentElement.closest('svg') || next.parentElement.closest('svg')) return;
    if (node.parentElement.contains(next.parentElement) || next.parentElement.contains(node.parentElement)) return; /* words set off within a sentence */
    if (!isWord.test(node.data.slice(-1)) || !isWord.test(next.data[0])) return;
    const [one, other] = [node, next].map((text) => { const range = document.createRange(); range.selectNodeContents(text); return Array.from(range.getClientRects()); });
    const [end, begin] = [one[one.length - 1], other[0]];
    if (end && begin && Math.abs(end.bottom - begin.bottom) < 6 && begin.left - end.right < 2 && begin.left - end.right > -2) say('two words run together', node.parentElement, `“${next.data.trim().slice(0, 12)}”`);
  });
  return Array.from(new Set(found));
}
