import type { AnyRegister } from '../../kernel/register/register.ts'
import { webModules } from '../../modules/web.ts'
import { addMessages } from '../messages/message.ts'
import { type IndexedRegister, registerIndex } from '../routes.generated.ts'
import { fetchPart } from './fetch-part.ts'

const loaded = new Map<string, AnyRegister>()
const loading = new Map<string, Promise<void>>()

const modulesByName = new Map(webModules.map((one) => [one.name, one]))

/** Registers whose module brings pages. */
export const indexedRegisters: readonly IndexedRegister[] = registerIndex.filter(({ module }) =>
  modulesByName.has(module),
)

export const indexedByPlural = (plural: string): IndexedRegister | undefined =>
  indexedRegisters.find((one) => one.plural === plural)

export const indexedByName = (name: string): IndexedRegister | undefined =>
  indexedRegisters.find((one) => one.name === name)

function loadModule(name: string): Promise<void> {
  const found = loading.get(name)
  if (found) return found
  const started = (async () => {
    const module = modulesByName.get(name)
    if (!module) throw new Error(`No module is called ${name}.`)
    const content = await fetchPart(module.load)
    addMessages(content.messages)
    for (const register of content.registers) loaded.set(register.name, register)
  })()
  loading.set(name, started)
  started.catch(() => loading.delete(name))
  return started
}

/**
 * Loads the declaration and the texts of a register.
 * @throws when its module could not be fetched; asking again tries again.
 */
export async function loadRegister(indexed: Pick<IndexedRegister, 'name' | 'module'>): Promise<AnyRegister> {
  await loadModule(indexed.module)
  const register = loaded.get(indexed.name)
  if (!register) throw new Error(`Module ${indexed.module} brings no pages for ${indexed.name}.`)
  return register
}

/** Loads the texts of registers that a page speaks of; those without pages have none. */
export async function loadWordsOf(names: Iterable<string>): Promise<void> {
  const known = [...new Set(names)].flatMap((name) => indexedByName(name) ?? [])
  await Promise.all(known.map(loadRegister))
}

/** A register that a page's loader has loaded before. */
export function registerNamed(name: string): AnyRegister {
  const register = loaded.get(name)
  if (!register) throw new Error(`${name} was used before it was loaded.`)
  return register
}

/** A register, if its module happens to be loaded. */
export const loadedRegister = (name: string): AnyRegister | undefined => loaded.get(name)

/** Whether a module brings a page on which suspected duplicates of a register are looked at. */
export const comparesDuplicates = ({ plural }: Pick<AnyRegister, 'plural'>): boolean =>
  webModules.some(({ pages = [] }) => pages.some(({ path }) => path === `/${plural}/duplicates`))
