import { prefer, preference } from '../app/preference.ts'

export type Scheme = 'auto' | 'light' | 'dark'

const system = window.matchMedia('(prefers-color-scheme: dark)')

/** Puts the chosen looks on the page; `scheme.js` did the same before the first paint. */
export function applyLooks(): void {
  const chosen = preference('scheme')
  const dark = chosen === 'dark' || (chosen === 'auto' && system.matches)
  document.documentElement.dataset.scheme = dark ? 'dark' : 'light'
  document.documentElement.dataset.density = preference('density')
}

/** Looks light, dark or as the system from now on. */
export function chooseScheme(scheme: Scheme): void {
  prefer('scheme', scheme)
  applyLooks()
}

/** Follows the system for as long as nothing else is chosen. */
export const followSystem = (): void => system.addEventListener('change', applyLooks)
