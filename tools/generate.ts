import { spawnSync } from 'node:child_process'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { AnyOperation } from '../src/kernel/contract/operation.ts'
import type { AnyRegister } from '../src/kernel/register/register.ts'

/** What a module's contract declares, as far as the pages need to know it before the module is loaded. */
interface ModuleFacts {
  readonly name: string
  readonly registers: readonly AnyRegister[]
  readonly special: readonly AnyOperation[]
  readonly names: Readonly<Record<string, string>>
  /** What its events say, by `event.<event>`. */
  readonly events: Readonly<Record<string, string>>
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

const isRegister = (value: unknown): value is AnyRegister =>
  isObject(value) && 'plural' in value && 'lifecycle' in value && 'grants' in value

const isOperation = (value: unknown): value is AnyOperation =>
  isObject(value) && 'method' in value && 'path' in value && 'permission' in value

async function factsOf(root: string, name: string): Promise<ModuleFacts> {
  const folder = pathToFileURL(join(root, 'src/modules', name)).href
  const contract: Record<string, unknown> = await import(`${folder}/contract.ts`)
  const exported = Object.values(contract)
  // By name: the order of a module's exports is the loader's, not ours.
  const byName = (one: { readonly name: string }, other: { readonly name: string }) =>
    one.name.localeCompare(other.name)
  const registers = exported.filter(isRegister).sort(byName)
  const texts: { messages?: Record<string, string> } = await import(`${folder}/messages/en.ts`).catch(
    () => ({}),
  )
  const chosen = (which: RegExp) =>
    Object.fromEntries(Object.entries(texts.messages ?? {}).filter(([key]) => which.test(key)))
  return {
    name,
    registers,
    special: exported.filter(isOperation).sort(byName),
    names: chosen(/^[a-z-]+\.(one|many|new)$/),
    events: chosen(/^event\.[a-z-]+\.[a-z-]+$/),
  }
}

const header = "// Written by `npm run generate` from the modules' contracts. Do not edit.\n"
const camel = (name: string) => name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
const quoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`

/** Which fields of which registers name people. */
function referrers(all: readonly AnyRegister[]): Map<string, [register: string, field: string][]> {
  const found = new Map<string, [string, string][]>()
  for (const one of all)
    for (const [key, field] of Object.entries(one.fields)) {
      if (field.kind === 'person') found.set('person', [...(found.get('person') ?? []), [one.name, key]])
    }
  return found
}

function routesFile(modules: readonly ModuleFacts[]): string {
  const pointing = referrers(modules.flatMap((one) => one.registers))
  const registers = modules.flatMap((module) =>
    module.registers.map((one) => {
      const from = (pointing.get(one.name) ?? []).map((pair) => `[${pair.map(quoted).join(', ')}]`)
      return `  { name: ${quoted(one.name)}, plural: ${quoted(one.plural)}, title: ${quoted(one.title)}, told_by: [${one.told_by.map(quoted).join(', ')}], module: ${quoted(module.name)}, searchable: ${one.searchable}, referrers: [${from.join(', ')}] },`
    }),
  )
  const special = modules.flatMap((module) =>
    module.special.map(
      (one) => `  ${quoted(one.name)}: [${quoted(one.method)}, ${quoted(one.path)}, ${one.versioned}],`,
    ),
  )
  return [
    header,
    "import type { Method } from '../kernel/contract/operation.ts'",
    ...modules.map(({ name }) => `import type * as ${camel(name)} from '../modules/${name}/contract.ts'`),
    '',
    '/** What the shell knows of a register before its module is loaded. */',
    'export interface IndexedRegister {',
    '  readonly name: string\n  readonly plural: string\n  readonly title: string\n  readonly module: string',
    '  readonly told_by: readonly string[]',
    '  readonly searchable: boolean',
    '  /** Of people: the registers and fields that name them. */',
    '  readonly referrers: readonly (readonly [register: string, field: string])[]',
    '}',
    '',
    'export const registerIndex: readonly IndexedRegister[] = [',
    ...registers,
    ']',
    '',
    '/** Method, path and whether `If-Match` is needed, of every operation beyond the standard ones. */',
    'export const specialRoutes: Readonly<Record<string, readonly [Method, string, boolean]>> = {',
    ...special,
    '}',
    '',
    '/** The contracts of all modules, for types only. */',
    `export type Contracts = ${modules.map(({ name }) => `typeof ${camel(name)}`).join(' | ')}`,
    '',
  ].join('\n')
}

const namesFile = (modules: readonly ModuleFacts[]): string =>
  [
    header,
    '/** How the registers are called, known before their modules are loaded. */',
    'export const registerNames: Readonly<Record<string, string>> = {',
    ...modules.flatMap(({ names }) =>
      Object.entries(names).map(([key, text]) => `  ${quoted(key)}: ${quoted(text)},`),
    ),
    '}',
    '',
  ].join('\n')

const eventsFile = (modules: readonly ModuleFacts[]): string =>
  [
    header,
    '/** What the events of all modules say, for pages that show the doings of any of them. */',
    'export const eventTexts: Readonly<Record<string, string>> = {',
    ...modules.flatMap(({ events }) =>
      Object.entries(events).map(([key, text]) => `  ${quoted(key)}: ${quoted(text)},`),
    ),
    '}',
    '',
  ].join('\n')

const formatted = (root: string, path: string, text: string): string => {
  const biome = join(root, 'node_modules/.bin/biome')
  const run = spawnSync(biome, ['format', `--stdin-file-path=${path}`], {
    cwd: root,
    input: text,
    encoding: 'utf8',
  })
  if (run.status !== 0) throw new Error(`${path} could not be formatted: ${run.stderr}`)
  return run.stdout
}

/** The generated files by path below the package's root, as they should be. */
export async function generated(root: string): Promise<Map<string, string>> {
  const folders = await readdir(join(root, 'src/modules'), { withFileTypes: true })
  const names = folders.filter((one) => one.isDirectory()).map(({ name }) => name)
  const withContract: string[] = []
  for (const name of names.sort()) {
    const files = await readdir(join(root, 'src/modules', name))
    if (files.includes('contract.ts')) withContract.push(name)
  }
  const modules = await Promise.all(withContract.map((name) => factsOf(root, name)))
  const files: [string, string][] = [
    ['src/web/routes.generated.ts', routesFile(modules)],
    ['src/web/messages/names.en.generated.ts', namesFile(modules)],
    ['src/web/messages/events.en.generated.ts', eventsFile(modules)],
  ]
  return new Map(files.map(([path, text]) => [path, formatted(root, path, text)]))
}

/** Generated files that differ from what the contracts say now. */
export async function staleGenerated(root: string): Promise<string[]> {
  const wanted = await generated(root)
  const stale: string[] = []
  for (const [path, text] of wanted) {
    const found = await readFile(join(root, path), 'utf8').catch(() => '')
    if (found !== text) stale.push(path)
  }
  return stale
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = fileURLToPath(new URL('..', import.meta.url))
  if (process.argv.includes('--check')) {
    const stale = await staleGenerated(root)
    for (const path of stale) process.stdout.write(`out of date: ${path}\n`)
    process.exitCode = stale.length === 0 ? 0 : 1
  } else for (const [path, text] of await generated(root)) await writeFile(join(root, path), text)
}
