/* A field chosen from a list goes where the cursor last stood in a box of its form. */
(function () {
  'use strict';
  document.querySelectorAll('form').forEach((form) => {
    let area = form.querySelector('textarea');
    form.addEventListener('focusin', (event) => { if (event.target.matches('textarea')) area = event.target; });
    form.querySelectorAll('[data-insert]').forEach((button) => button.addEventListener('click', () => {
      area.setRangeText(button.dataset.insert, area.selectionStart, area.selectionEnd, 'end');
      area.dispatchEvent(new Event('input', { bubbles: true }));
      area.focus();
    }));
  });
}());
