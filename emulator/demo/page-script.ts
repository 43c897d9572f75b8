/** What the page runs. Without it the page works all the same: buttons are forms, and the theme is the system's. */
export const PAGE_SCRIPT = `'use strict';
const root = document.documentElement;
const saved = localStorage.getItem('theme');
if (saved !== null) root.dataset.theme = saved;

document.addEventListener('click', (event) => {
  if (event.target.closest('[data-toggle-theme]') === null) return;
  const isDark = getComputedStyle(root).colorScheme === 'dark' ||
    (root.dataset.theme === undefined && matchMedia('(prefers-color-scheme: dark)').matches);
  root.dataset.theme = isDark ? 'light' : 'dark';
  localStorage.setItem('theme', root.dataset.theme);
});

document.addEventListener('submit', (event) => {
  const button = event.submitter;
  if (button === null) return;
  button.disabled = true;
  button.textContent = button.dataset.busy;
});

// A page that comes back from the browser's memory would still look busy.
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload();
});
`;

export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path fill="#2f6fd0" d="M8 1 14 3v5c0 4-3 6-6 7-3-1-6-3-6-7V3z"/><path fill="none" stroke="#fff" stroke-width="1.6" d="m5.2 8 2 2 3.6-4"/></svg>`;
