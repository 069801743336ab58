// Runs in the page. From the input that changes the query to the frame in which other results stand in the list.
globalThis.nextResults = () =>
  new Promise((resolve, reject) => {
    const shown = () => document.querySelector('[aria-label="Results"]')?.textContent ?? '';
    const before = shown();
    let pressedAt = 0;
    const onInput = (event) => {
      pressedAt = event.timeStamp;
    };
    const observer = new MutationObserver(() => {
      if (pressedAt === 0 || shown() === before || shown() === '') return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - pressedAt)));
    });
    addEventListener('input', onInput, { capture: true, once: true });
    observer.observe(document.body, { childList: true, subtree: true, characterData: true });
    setTimeout(() => reject(new Error('No other results came')), 15_000);
  });
