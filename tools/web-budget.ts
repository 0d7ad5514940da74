import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

/** One entry of the bundler's manifest. */
interface Chunk {
  readonly file: string
  readonly imports?: readonly string[]
}

export interface RouteWeight {
  readonly route: string
  /** Bytes after gzip of everything that must be there before the route can be used. */
  readonly js: number
  readonly css: number
}

/** What a first visit may cost, in bytes after gzip. */
export const budget = { js: 200_000, css: 40_000 } as const

const shell = 'shell/shell.tsx'
const entry = 'index.html'
/** One file for all routes. */
const styles = 'style.css'

/** The routes a person may arrive at, and the parts that are fetched for each. */
const routes: Readonly<Record<string, readonly string[]>> = {
  '/sign-in': ['page/sign-in.tsx'],
  '/': [shell, 'page/my-work.tsx'],
  '/<register>': [shell, 'register/list/list-page.tsx'],
  '/<register>/<id>': [shell, 'register/record/record-page.tsx'],
  '/<register>/new': [shell, 'register/form/create-page.tsx'],
}

function closure(manifest: Readonly<Record<string, Chunk>>, starts: readonly string[]): Chunk[] {
  const seen = new Set<string>()
  const waiting = [...starts]
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (seen.has(name)) continue
    const chunk = manifest[name]
    if (!chunk) throw new Error(`The build has no part called ${name}.`)
    seen.add(name)
    waiting.push(...(chunk.imports ?? []))
  }
  return [...seen].flatMap((name) => manifest[name] ?? [])
}

/**
 * Weighs the built pages, route by route; the heaviest module's content is counted for routes of a register.
 * @throws when `dist/web` was not built.
 */
export async function weighRoutes(root: string): Promise<RouteWeight[]> {
  const out = join(root, 'dist/web')
  const manifest: Record<string, Chunk> = JSON.parse(await readFile(join(out, '.vite/manifest.json'), 'utf8'))
  const sizes = new Map<string, number>()
  const weigh = async (file: string) => {
    const known = sizes.get(file)
    if (known !== undefined) return known
    const size = gzipSync(await readFile(join(out, file)), { level: 9 }).length
    sizes.set(file, size)
    return size
  }
  const contents = Object.keys(manifest).filter((name) => /modules\/[^/]+\/web\/content\.ts$/.test(name))
  const weights = await Promise.all(
    contents.map(async (name) => ({ name, size: await weigh(manifest[name]?.file ?? '') })),
  )
  const heaviest = weights.sort((a, b) => b.size - a.size)[0]?.name
  const css = await weigh(manifest[styles]?.file ?? '')
  const found: RouteWeight[] = []
  for (const [route, parts] of Object.entries(routes)) {
    const content = route.includes('<register>') && heaviest ? [heaviest] : []
    const chunks = closure(manifest, [entry, ...parts, ...content])
    const scripts = new Set(chunks.map(({ file }) => file).filter((file) => file.endsWith('.js')))
    const sum = async (files: ReadonlySet<string>) =>
      (await Promise.all([...files].map(weigh))).reduce((total, size) => total + size, 0)
    found.push({ route, js: await sum(scripts), css })
  }
  return found
}

/** The routes that weigh more than the budget. */
export const overBudget = (weights: readonly RouteWeight[]): RouteWeight[] =>
  weights.filter(({ js, css }) => js > budget.js || css > budget.css)

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const weights = await weighRoutes(fileURLToPath(new URL('..', import.meta.url)))
  const kilo = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`.padStart(10)
  for (const { route, js, css } of weights)
    process.stdout.write(`${route.padEnd(18)}${kilo(js)} JS${kilo(css)} CSS\n`)
  if (overBudget(weights).length > 0) process.exitCode = 1
}
