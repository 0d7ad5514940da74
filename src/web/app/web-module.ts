import type { ComponentType } from 'react'
import type { Role } from '../../kernel/access/role.ts'
import type { AnyRegister } from '../../kernel/register/register.ts'
import type { PlainKey } from '../messages/message.ts'
import type { WorkItem } from '../page/my-work/work-item.ts'

/** The groups of the sidebar, in order; `foot` stands below them. */
export const groups = ['understand', 'assess', 'govern', 'operate', 'check', 'certify', 'foot'] as const
export type Group = (typeof groups)[number]

type IconType = ComponentType<{ size?: number; stroke?: number }>

/** Roles whose holders may read it but have no use for it: it is out of their way, and the palette still finds it. */
interface Aside {
  readonly aside?: readonly Role[]
}

/** A register's place in the sidebar. It shows only to those who may read the register. */
export interface Entry extends Aside {
  readonly register: string
  readonly group: Group
  readonly icon: IconType
  /** Where the sidebar says something else than the register's plural. */
  readonly label?: PlainKey
}

/** A page that is no register's. What it is called is the module's text `<name>.many`. */
export interface ModulePage {
  readonly name: string
  /** A route's path, with `$name` for a parameter. It takes precedence over a register's page at the same address. */
  readonly path: string
  /** Whoever lacks it finds no such page. */
  readonly permission: string
  /** Its place in the sidebar, for a path of one part; without one it is reached from other pages. */
  readonly place?: Aside & {
    readonly group: Group
    readonly icon: IconType
    /** Registers without an entry of their own that are reached from here: it is marked while one of them is open. */
    readonly holds?: readonly string[]
  }
  readonly load: () => Promise<{ readonly Page: ComponentType }>
}

/** What a module adds to the page of another module's records, below their facts. */
export interface RecordSection {
  readonly register: string
  readonly permission: string
  /** It is what people come to the record for: it stands above the facts. */
  readonly above?: boolean
  /** The steps for which it settles what is missing: pages lead to it from there. */
  readonly settles?: readonly string[]
  /** It tells an earlier moment too, where the page shows one. */
  readonly dated?: boolean
  readonly load: () => Promise<{ readonly Section: ComponentType<SectionProps> }>
}

export interface SectionProps {
  readonly register: AnyRegister
  readonly recordId: string
  /** The instant that the page shows; only sections that tell an earlier moment are given one. */
  readonly asOf?: string | undefined
}

/**
 * An operation that a module settles in place from My work where a plain transition would not do: it is signed, or opens
 * something new. What its button says is the module's text `<register>.transition.<verb>`.
 */
export interface WorkAct {
  readonly operation: string
  /** Whoever lacks it is shown no button. */
  readonly permission: string
  /** The page that shows what is decided about, where that is no record: the one part of its path. */
  readonly page?: string
  readonly load: () => Promise<{ readonly Act: ComponentType<WorkActProps> }>
}

export interface WorkActProps {
  readonly item: WorkItem
  readonly operation: string
  /** It was carried out, or the person thought better of it. */
  readonly onClose: () => void
}

/** Those who neither assess nor govern: they keep accounts, or follow what is decided. */
export const notPracticing: readonly Role[] = ['administrator', 'employee']

/** Whether the person holds a role that has a use for it. */
export const isOfUse = (roles: readonly string[], { aside = [] }: Aside): boolean =>
  roles.some((role) => !aside.some((one) => one === role))

/** What a module's pages are made of, loaded when the first of them is opened. */
export interface ModuleContent {
  readonly registers: readonly AnyRegister[]
  readonly messages: Readonly<Record<string, string>>
}

/** Where the records of a register begin, when that is not its own list. */
export interface Beginning {
  readonly register: string
  /** The first part of the page's address, and the second if it has one. */
  readonly plural: string
  readonly id?: string
  /** Whoever lacks it finds no such page. */
  readonly permission?: string
  /** The register or page that is found there. */
  readonly name: string
}

/** What the shell needs of a module before it is loaded. Kept small: it is part of every first page. */
export interface WebModule {
  readonly name: string
  readonly entries: readonly Entry[]
  readonly pages?: readonly ModulePage[]
  readonly sections?: readonly RecordSection[]
  /** What a module says beside the state of a record, where the state alone would mislead. */
  readonly remarks?: readonly RecordSection[]
  readonly work?: readonly WorkAct[]
  readonly beginnings?: readonly Beginning[]
  readonly load: () => Promise<ModuleContent>
}
