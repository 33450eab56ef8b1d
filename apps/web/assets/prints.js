/** Shows the buttons that print the page: without scripts the browser's own menu does that, and they are not there. */
export function printOnDemand() {
  for (const button of document.querySelectorAll('[data-prints]')) {
    button.hidden = false;
    button.addEventListener('click', () => window.print());
  }
}
