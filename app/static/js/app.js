/* Small comforts for pages that work without them. Chromium 86 and later; ES2018; no inline handlers, no styles written. */
(function () {
  'use strict';
  document.documentElement.classList.add('has-script');
  const each = (selector, act, root) => Array.from((root || document).querySelectorAll(selector)).forEach(act);
  const clock = () => new Date().toTimeString().slice(0, 5);

  /* A button is dead after the first click: the server also takes each form key only once. */
  const guardForms = (root) => each('form[data-form]', (form) => {
    form.addEventListener('submit', (event) => {
      if (form.dataset.sent) { event.preventDefault(); return; }
      const method = form.getAttribute('method') || ''; /* form.method is a field where one has that name */
      if (event.defaultPrevented || method.toLowerCase() !== 'post') return;
      form.dataset.sent = '1';
      setTimeout(() => each('button[type=submit]', (button) => { button.disabled = true; }, form), 0);
      setTimeout(wakeForms, 15000); /* an answer that is a download leaves the page as it is */
    });
  }, root);

  const wakeForms = () => each('form[data-sent]', (form) => {
    delete form.dataset.sent;
    each('button[type=submit]:not([data-dead])', (button) => { button.disabled = false; }, form);
  });

  const countCharacters = (root) => each('[data-count-for]', (counter) => {
    const area = document.getElementById(counter.dataset.countFor);
    const limit = Number(counter.dataset.limit);
    const show = () => {
      const used = Array.from(area.value).length;
      counter.textContent = used > limit ? `已超出 ${used - limit} 字` : `${used} / ${limit}`;
      counter.classList.toggle('is-over', used > limit);
    };
    if (area) { area.addEventListener('input', show); show(); }
  }, root);

  const offerPhrases = (root) => each('[data-phrase-for]', (button) => {
    button.addEventListener('click', () => {
      const area = document.getElementById(button.dataset.phraseFor);
      area.value += (area.value && !/[。；，\s]$/.test(area.value) ? '；' : '') + button.textContent.trim();
      area.dispatchEvent(new Event('input', { bubbles: true }));
      area.focus();
    });
  }, root);

  /* Sizes are checked by the server; this only spares a long upload. */
  const sizeWords = (bytes) => (bytes < 1048576 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1048576).toFixed(1)} MB`);
  const checkFiles = (root) => each('input[type=file]', (input) => {
    const line = document.createElement('p');
    line.className = 'upload-chosen';
    line.setAttribute('role', 'status');
    input.parentNode.appendChild(line);
    input.addEventListener('change', () => {
      const files = Array.from(input.files);
      const limit = Number(input.dataset.maxBytes || 0);
      const heavy = limit ? files.find((file) => file.size > limit) : null;
      const most = Number(input.form && input.form.dataset.maxTotal || 0);
      const total = files.reduce((sum, file) => sum + file.size, 0);
      const isOver = Boolean(heavy) || (most > 0 && total > most);
      line.classList.toggle('is-over', isOver);
      line.textContent = heavy
        ? `${heavy.name} 有 ${sizeWords(heavy.size)}，超过 ${sizeWords(limit)}，请换一个文件`
        : isOver ? `所选文件共 ${sizeWords(total)}，一次最多 ${sizeWords(most)}，请分几次上传`
          : files.map((file) => `${file.name}（${sizeWords(file.size)}）`).join('、');
      if (isOver) input.value = '';
    });
  }, root);

  /* Typed text goes to the address every 30 seconds and when the page is left, so a lost session loses nothing. */
  const autosave = (root) => each('form[data-autosave]', (form) => {
    const state = form.querySelector('[data-autosave-state]');
    let dirty = Boolean(form.querySelector('.error-summary')); /* it came back: what stands in it is kept nowhere yet */
    const say = (words) => { if (state) state.textContent = words; };
    const send = () => {
      if (!dirty || form.dataset.sent) return;
      dirty = false;
      const typed = new FormData(form);
      each('input[type=file]', (input) => typed.delete(input.name), form);
      fetch(form.dataset.autosave, { method: 'POST', body: typed, credentials: 'same-origin', keepalive: true })
        .then(async (answer) => {
          const isSentence = [409, 422].includes(answer.status) && (answer.headers.get('Content-Type') || '').startsWith('text/plain');
          if (isSentence) { say(await answer.text()); return; }
          if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
          say(`已于 ${clock()} 自动暂存`);
        })
        .catch(() => { dirty = true; say('自动暂存没有成功，内容仍在本页，请尽快提交或手动暂存'); });
    };
    form.addEventListener('input', () => { dirty = true; });
    setInterval(send, 30000);
    document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') send(); });
  }, root);

  const checkAll = (root) => each('[data-check-all]', (all) => {
    const name = all.dataset.checkAll;
    const boxes = () => Array.from(document.querySelectorAll(`input[type=checkbox][name="${name}"]`));
    const count = document.querySelector(`[data-checked-count="${name}"]`);
    const plain = count ? count.textContent : '';
    const show = () => {
      const chosen = boxes().filter((box) => box.checked).length;
      if (count) count.textContent = chosen ? `已选 ${chosen} 件` : plain;
      all.checked = chosen > 0 && chosen === boxes().length;
      boxes().forEach((box) => box.closest('tr').classList.toggle('is-chosen', box.checked));
    };
    all.addEventListener('change', () => { boxes().forEach((box) => { box.checked = all.checked; }); show(); });
    boxes().forEach((box) => box.addEventListener('change', show));
    show();
  }, root);

  const warnSessionEnd = () => {
    const seconds = Number(document.body.dataset.sessionSeconds || 0);
    if (!seconds) return;
    setTimeout(() => {
      const line = document.createElement('p');
      line.className = 'session-end';
      line.setAttribute('role', 'alert');
      line.textContent = '登录将在 5 分钟内到期。请先提交或暂存已填内容；重新登录后会回到本页';
      document.body.appendChild(line);
    }, Math.max(0, seconds - 300) * 1000);
  };

  /* A failed htmx call leaves one line beside the control instead of a silent nothing. */
  const tellFailure = (event) => {
    const control = event.detail.elt;
    const answer = event.detail.xhr && event.detail.xhr.responseText;
    const words = answer ? new DOMParser().parseFromString(answer, 'text/html').querySelector('.request-error, h1') : null;
    const line = document.createElement('p');
    line.className = 'request-error';
    line.setAttribute('role', 'alert');
    line.textContent = words ? words.textContent.trim() : '没能连上服务器，内容没有更新，请稍后再试';
    if (control.nextElementSibling && control.nextElementSibling.className === 'request-error') control.nextElementSibling.remove();
    control.insertAdjacentElement('afterend', line);
  };

  const prepare = (root) => [guardForms, countCharacters, offerPhrases, checkFiles, autosave, checkAll].forEach((act) => act(root));
  prepare(document);
  warnSessionEnd();
  each('[data-focus]', (summary) => summary.focus());
  each('[data-print]', (button) => { button.hidden = false; button.addEventListener('click', () => window.print()); });
  window.addEventListener('pageshow', (event) => { if (event.persisted) wakeForms(); });
  document.addEventListener('click', (event) => each('details.more[open]', (menu) => { if (!menu.contains(event.target)) menu.open = false; }));
  document.body.addEventListener('htmx:load', (event) => { if (event.detail.elt !== document.body) prepare(event.detail.elt); });
  document.body.addEventListener('htmx:responseError', tellFailure);
  document.body.addEventListener('htmx:sendError', tellFailure);
}());
