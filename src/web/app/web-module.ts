import type { ComponentType } from 'react'
import type { AnyRegister } from '../../kernel/register/register.ts'
import type { PlainKey } from '../messages/message.ts'

/** The groups of the sidebar, in order; `foot` stands below them. */
export const groups = ['understand', 'assess', 'govern', 'operate', 'check', 'certify', 'foot'] as const
export type Group = (typeof groups)[number]

type IconType = ComponentType<{ size?: number; stroke?: number }>

/** A register's place in the sidebar. It shows only to those who may read the register. */
export interface Entry {
  readonly register: string
  readonly group: Group
  readonly icon: IconType
  /** Where the sidebar says something else than the register's plural. */
  readonly label?: PlainKey
}

/** What a module's pages are made of, loaded when the first of them is opened. */
export interface ModuleContent {
  readonly registers: readonly AnyRegister[]
  readonly messages: Readonly<Record<string, string>>
}

/** What the shell needs of a module before it is loaded. Kept small: it is part of every first page. */
export interface WebModule {
  readonly name: string
  readonly entries: readonly Entry[]
  readonly load: () => Promise<ModuleContent>
}
