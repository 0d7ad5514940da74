/** What browsers call themselves; the first that fits, as most claim to be several. */
const browsers: readonly [mark: RegExp, name: string][] = [
  [/\bEdg(e|A|iOS)?\//, 'Edge'],
  [/\b(OPR|Opera)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|Chromium|CriOS|HeadlessChrome)\//, 'Chrome'],
  [/\bVersion\/.*\bSafari\//, 'Safari'],
]

const systems: readonly [mark: RegExp, name: string][] = [
  [/\b(iPhone|iPod)\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
]

const firstOf = (marks: readonly [mark: RegExp, name: string][], agent: string) =>
  marks.find(([mark]) => mark.test(agent))?.[1]

/** The browser and system that a `User-Agent` names, as far as they are known ones. */
export const browserName = (agent: string): { browser: string | undefined; system: string | undefined } => ({
  browser: firstOf(browsers, agent),
  system: firstOf(systems, agent),
})
