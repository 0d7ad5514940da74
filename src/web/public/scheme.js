// Runs before the first paint, so that a dark page never flashes white.
;(() => {
  let chosen = 'auto'
  try {
    chosen = localStorage.getItem('plumbline.scheme') || 'auto'
  } catch {
    // Without storage the system decides.
  }
  const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-scheme', dark ? 'dark' : 'light')
})()
