import { z } from 'zod'
import type { PackKind } from '../manifest.ts'

/** An id is the source's own number where it has one, otherwise snake_case. */
export const idSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_. /-]*$/, 'an id has letters, digits and _ . - / only')
export const textSchema = z.string().trim().min(1)
export const idsSchema = z.array(idSchema)
export const textsSchema = z.array(textSchema)
export const daysSchema = z.int().positive()

/** A rule in words, with the numbers it rests on. */
export const ruleSchema = z.strictObject({
  id: idSchema,
  text: textSchema,
  parameters: z
    .record(z.string(), z.union([z.number(), z.string(), z.boolean(), z.array(z.string())]))
    .optional(),
})

/** An item says that another item exists, in this pack or another. */
export interface Reference {
  collection: string
  item_id: string
  field: string
  id: string
  /** The pack in which the other item must exist. */
  kind: PackKind
  /** The collections of which one must hold it. */
  target_collections: readonly string[]
}

/** What is wrong with one item of a collection. */
export interface ItemProblem {
  collection: string
  item_id: string
  problem: string
}

/**
 * A family of packs. Every collection is a list of items, or a single item named after its collection.
 * `item_types` gives the word each collection's items carry in their URN.
 */
export interface PackKindDefinition<Shape extends z.ZodRawShape> {
  schema: z.ZodObject<Shape, z.core.$strict>
  item_types: { [Collection in keyof Shape]: string }
  references: (content: Content<Shape>) => Reference[]
  /** Rules beyond shape and references. */
  problems: (content: Content<Shape>) => ItemProblem[]
}

type Content<Shape extends z.ZodRawShape> = z.output<z.ZodObject<Shape, z.core.$strict>>

/**
 * Declares a kind of pack: its collections with the type and schema of their items, what they refer to, and what
 * else must hold.
 */
export function definePackKind<Shape extends z.ZodRawShape>(definition: {
  collections: { [Collection in keyof Shape]: readonly [type: string, schema: Shape[Collection]] }
  references?: PackKindDefinition<Shape>['references']
  problems?: PackKindDefinition<Shape>['problems']
}): PackKindDefinition<Shape> {
  const entries = Object.entries<readonly [string, z.core.SomeType]>(definition.collections)
  return {
    schema: z.strictObject(Object.fromEntries(entries.map(([name, [, schema]]) => [name, schema])) as Shape),
    item_types: Object.fromEntries(
      entries.map(([name, [type]]) => [name, type]),
    ) as PackKindDefinition<Shape>['item_types'],
    references: definition.references ?? (() => []),
    problems: definition.problems ?? (() => []),
  }
}

/** The references that one field of a collection's items makes. */
export function refer<Item extends { id: string }>(
  collection: string,
  items: readonly Item[],
  field: string,
  idsIn: (item: Item) => readonly string[] | string | null | undefined,
  kind: PackKind,
  ...targetCollections: string[]
): Reference[] {
  return items.flatMap((item) =>
    [idsIn(item) ?? []].flat().map((id) => ({
      collection,
      item_id: item.id,
      field,
      id,
      kind,
      target_collections: targetCollections,
    })),
  )
}

/** References to requirements of ISO/IEC 42001: leaf clauses and controls. */
export function referToRequirements<Item extends { id: string }>(
  collection: string,
  items: readonly Item[],
  idsIn: (item: Item) => readonly string[] | string | null | undefined,
  field = 'requirement_ids',
): Reference[] {
  return refer(collection, items, field, idsIn, 'iso_42001', 'clauses', 'controls')
}

/** References to kinds of record. */
export function referToRecordTypes<Item extends { id: string }>(
  collection: string,
  items: readonly Item[],
  idsIn: (item: Item) => readonly string[] | string | null | undefined,
): Reference[] {
  return refer(collection, items, 'record_types', idsIn, 'iso_42001', 'record_types')
}

/** References to owner roles. */
export function referToOwnerRoles<Item extends { id: string }>(
  collection: string,
  items: readonly Item[],
  field: string,
  idsIn: (item: Item) => readonly string[] | string | null | undefined,
): Reference[] {
  return refer(collection, items, field, idsIn, 'iso_42001', 'owner_roles')
}
