/* Fields that are asked only with certain answers: data-shown-when="field=value|value", several joined by &. Options that
   are offered only with certain answers to another field: data-narrowed-by="field" and data-of="value value". Without script
   all are shown. */
(function () {
  'use strict';
  const answerOf = (form, name) => {
    const field = form.elements[name];
    return field ? field.value : '';
  };
  const follow = (form) => {
    const parts = Array.from(form.querySelectorAll('[data-shown-when]'));
    const holds = (condition) => {
      const split = condition.indexOf('=');
      return condition.slice(split + 1).split('|').includes(answerOf(form, condition.slice(0, split)));
    };
    const show = () => parts.forEach((part) => {
      part.hidden = !part.dataset.shownWhen.split('&').every(holds) && !part.querySelector('.has-error');
    });
    if (parts.length) { form.addEventListener('change', show); show(); }
  };
  const narrow = (form) => form.querySelectorAll('select[data-narrowed-by]').forEach((select) => {
    const every = Array.from(select.options);
    const offer = () => {
      const answer = answerOf(form, select.dataset.narrowedBy);
      const chosen = select.value;
      const fits = (option) => !answer || !option.dataset.of || option.dataset.of.split(' ').includes(answer);
      select.replaceChildren(...every.filter(fits));
      select.value = chosen;
      if (select.selectedIndex < 0) { select.selectedIndex = 0; }
    };
    form.addEventListener('change', (event) => { if (event.target !== select) { offer(); } });
    offer();
  });
  Array.from(document.querySelectorAll('form')).forEach((form) => { follow(form); narrow(form); });
}());

/* 引用选中文字: what is selected in a text goes into the field that quotes it. */
(function () {
  'use strict';
  const field = document.getElementById('f-passage');
  if (!field) { return; }
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'phrase';
  button.textContent = '引用选中文字';
  let selected = '';
  document.addEventListener('selectionchange', () => {
    const words = String(document.getSelection()).trim();
    if (words && !field.form.contains(document.getSelection().anchorNode)) { selected = words; }
  });
  button.addEventListener('click', () => { if (selected) { field.value = selected.slice(0, 500); field.focus(); } });
  field.insertAdjacentElement('afterend', button);
}());
