import { describe, expect, it } from 'vitest'
import { toBeWritten, wantedKeys } from '../../../tools/register/texts.ts'
import { webModules } from '../../modules/web.ts'
import { registerIndex } from '../routes.generated.ts'
import { en } from './en.ts'

const shared: Readonly<Record<string, string>> = en

const contents = await Promise.all(
  webModules.map(async (module) => ({ module, content: await module.load() })),
)

describe.each(contents.map((one) => [one.module.name, one] as const))(
  'the pages of module %s',
  (name, { module, content }) => {
    it('bring every register that the module’s contract declares', () => {
      const declared = registerIndex.filter((one) => one.module === name).map((one) => one.name)
      expect(content.registers.map((register) => register.name).sort()).toEqual(declared.sort())
      const placed = module.entries.map(({ register }) => register)
      expect(placed.filter((register) => !declared.includes(register))).toEqual([])
    })

    it('have a text for everything they show', () => {
      const missing = content.registers.flatMap(wantedKeys).filter((key) => !(key in content.messages))
      expect(missing).toEqual([])
    })

    it('leave to the shell what a state is called everywhere', () => {
      const again = Object.entries(content.messages).filter(
        ([key, text]) => shared[key.replace(/^.+\.(state\.\w+)$/, '$1')] === text,
      )
      expect(again).toEqual([])
    })

    it('have every text written', () => {
      const open = Object.entries(content.messages).flatMap(([key, text]) =>
        text === toBeWritten ? key : [],
      )
      expect(open).toEqual([])
    })

    it('have no text for a field, state or transition that no longer exists', () => {
      const wanted = new Set(content.registers.flatMap(wantedKeys))
      const standard = content.registers.flatMap(({ name: register, fields }) =>
        Object.entries(fields).flatMap(([field, { worded }]) => (worded ? [] : [`${register}.${field}.`])),
      )
      const known = (key: string) =>
        wanted.has(key) ||
        /\.(reverse|consequence)$/.test(key) ||
        !standard.some((start) => key.startsWith(start))
      expect(Object.keys(content.messages).filter((key) => !known(key))).toEqual([])
    })
  },
)
