/* A table that is wider than its frame is scrolled by the keyboard too: only then does the frame take the focus. */
(function () {
  'use strict';
  const frames = Array.from(document.querySelectorAll('.table-scroll:not([tabindex])'));
  const follow = () => frames.forEach((frame) => {
    if (frame.scrollWidth <= frame.clientWidth + 1) { frame.removeAttribute('tabindex'); return; }
    const caption = frame.querySelector('caption');
    frame.tabIndex = 0;
    frame.setAttribute('role', 'group');
    frame.setAttribute('aria-label', caption ? caption.textContent.trim() : '表格');
  });
  window.addEventListener('resize', follow);
  follow();
}());
