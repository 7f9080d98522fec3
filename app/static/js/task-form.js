/* Fields that are asked only with a certain answer: data-shown-when="field=value|value". Without script all are shown. */
(function () {
  'use strict';
  const answerOf = (form, name) => {
    const field = form.elements[name];
    return field ? field.value : '';
  };
  const follow = (form) => {
    const parts = Array.from(form.querySelectorAll('[data-shown-when]'));
    const show = () => parts.forEach((part) => {
      const split = part.dataset.shownWhen.indexOf('=');
      const wanted = part.dataset.shownWhen.slice(split + 1).split('|');
      part.hidden = !wanted.includes(answerOf(form, part.dataset.shownWhen.slice(0, split))) && !part.querySelector('.has-error');
    });
    if (parts.length) { form.addEventListener('change', show); show(); }
  };
  Array.from(document.querySelectorAll('form')).forEach(follow);
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
