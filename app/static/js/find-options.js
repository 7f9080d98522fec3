/* Long choices (data-find="label"): what is typed above a select or a box of ticks narrows what is shown. What is chosen
   stays in sight, and the field itself is what is sent. The return key chooses the first that was found; ↓ goes there. */
(function () {
  'use strict';
  const enhance = (list) => {
    if (list.dataset.found) return;
    list.dataset.found = '1';
    const isSelect = list.tagName === 'SELECT';
    const field = document.createElement('input');
    const told = document.createElement('p');
    const rows = () => (isSelect ? Array.from(list.options).filter((one) => one.value) : Array.from(list.children));
    const control = (row) => (isSelect ? row : row.querySelector('input'));
    const isChosen = (row) => (isSelect ? row.selected : control(row).checked);
    const words = () => field.value.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = (row) => words().every((word) => `${row.textContent} ${control(row).value}`.toLowerCase().includes(word));
    const show = () => {
      rows().forEach((row) => { row.hidden = !fits(row) && !isChosen(row); });
      list.querySelectorAll('optgroup').forEach((group) => { group.hidden = !group.querySelector('option:not([hidden])'); });
      const number = rows().filter(fits).length;
      told.textContent = !words().length ? '' : number ? `找到 ${number} 项` : '没有找到，请换几个字';
    };
    const goThere = () => (isSelect ? list : control(rows().find(fits) || list.children[0])).focus();
    const choose = () => {
      const first = rows().find(fits);
      if (isSelect && first && words().length) { list.value = first.value; list.dispatchEvent(new Event('change', { bubbles: true })); }
      goThere();
    };
    Object.assign(field, { type: 'search', className: 'form-control find-options', placeholder: '输入几个字查找', autocomplete: 'off' });
    field.setAttribute('aria-label', `查找${list.dataset.find}`);
    field.setAttribute('aria-controls', list.id);
    told.className = 'find-told';
    told.setAttribute('role', 'status');
    field.addEventListener('input', (event) => { event.stopPropagation(); show(); });
    field.addEventListener('keydown', (event) => {
      if (event.isComposing || (event.key !== 'Enter' && event.key !== 'ArrowDown')) return;
      event.preventDefault();
      (event.key === 'Enter' ? choose : goThere)();
    });
    list.insertAdjacentElement('beforebegin', field);
    field.insertAdjacentElement('afterend', told);
    const form = list.closest('form');
    if (form) form.addEventListener('change', (event) => { if (event.target !== field) setTimeout(show, 0); });
  };
  const prepare = (root) => root.querySelectorAll('[data-find]').forEach(enhance);
  prepare(document);
  document.body.addEventListener('htmx:load', (event) => { if (event.detail.elt !== document.body) prepare(event.detail.elt); });
}());
