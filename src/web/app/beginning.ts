import type { AnyRegister } from '../../kernel/register/register.ts'
import { webModules } from '../../modules/web.ts'
import type { Beginning } from './web-module.ts'

/** The page on which records of a register begin; undefined for those that begin in their own list. */
export const beginningOf = ({ name }: Pick<AnyRegister, 'name'>): Beginning | undefined =>
  webModules.flatMap(({ beginnings = [] }) => beginnings).find(({ register }) => register === name)
