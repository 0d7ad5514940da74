import { z } from 'zod'
import { commandOperation, queryOperation } from '../../../kernel/contract/operation.ts'
import { confidenceSchema, packKindNames } from '../../../kernel/pack/manifest.ts'
import { titles } from '../../../kernel/register/answer.ts'

const packId = z.string().min(1).max(100)

const adoption = z
  .object({
    version: z.string(),
    law_state_date: z.string().nullable(),
    content_hash: z.string(),
    adopted_at: z.string(),
    /** Null: what the organization worked with from its beginning; nobody decided it. */
    adopted_by: z.uuid().nullable(),
  })
  .meta({ title: 'pack-adoption' })

/** A pack in a list: what the product brings, and what the organization has adopted. */
const packEntry = z.object({
  id: z.string(),
  urn: z.string(),
  kind: z.enum(packKindNames),
  title: z.string(),
  publisher: z.string(),
  version: z.string(),
  law_state_date: z.string().nullable(),
  licence_note: z.string(),
  /** Null while the organization has adopted no version: it then works with the one that the product brings. */
  adoption: adoption.nullable(),
  /** The product brings content that differs from what the organization adopted. */
  update_available: z.boolean(),
})

export const listPacks = queryOperation({
  name: 'pack.list',
  method: 'GET',
  path: '/packs',
  summary: 'List the content packs, their versions and which the organization has adopted',
  permission: 'pack:read',
  input: z.strictObject({}),
  output: z.object({ items: z.array(packEntry), titles }),
})

export const getPack = queryOperation({
  name: 'pack.get',
  method: 'GET',
  path: '/pack',
  summary: 'Read one pack’s version, licence note, provenance and what it holds',
  permission: 'pack:read',
  input: z.strictObject({ pack_id: packId }),
  output: z.object({
    pack: packEntry.extend({
      language: z.string(),
      notes: z.array(z.string()),
      sources: z.array(z.object({ fact: z.string(), confidence: confidenceSchema, basis: z.string() })),
      collections: z.array(z.object({ collection: z.string(), items: z.int() })),
      content_hash: z.string(),
    }),
    titles,
  }),
  errors: ['not-found'],
})

const item = z.object({ urn: z.string(), collection: z.string(), id: z.string(), value: z.json() })

export const previewPackUpdate = queryOperation({
  name: 'pack.preview-update',
  method: 'GET',
  path: '/pack/update-preview',
  summary:
    'Show what the version that the product brings changes against the adopted one, before it is adopted',
  permission: 'pack:read',
  input: z.strictObject({ pack_id: packId }),
  output: z.object({
    pack_id: z.string(),
    /** Null while the organization has adopted no version: there is nothing to compare with. */
    from_version: z.string().nullable(),
    to_version: z.string(),
    from_law_state_date: z.string().nullable(),
    to_law_state_date: z.string().nullable(),
    /** What `pack.adopt` has to name, so that nothing else is adopted than what was shown. */
    content_hash: z.string(),
    added: z.array(item),
    removed: z.array(item),
    changed: z.array(
      z.object({
        urn: z.string(),
        collection: z.string(),
        id: z.string(),
        fields: z.array(z.string()),
        before: z.json(),
        after: z.json(),
      }),
    ),
    reordered_collections: z.array(z.string()),
    /** The organization's own records that name what is changed or removed, as far as the viewer may read them all. */
    affected: z.array(
      z.object({
        register: z.string(),
        id: z.uuid(),
        title: z.string(),
        /** URNs or ids of what it names. */
        items: z.array(z.string()),
      }),
    ),
    affected_count: z.int(),
  }),
  errors: ['not-found'],
})

export const adoptPack = commandOperation({
  name: 'pack.adopt',
  method: 'POST',
  path: '/pack-adoptions',
  summary: 'Adopt the version of a pack that the product brings; answers given under an earlier one stay',
  permission: 'pack:adopt',
  input: z.strictObject({ pack_id: packId, content_hash: z.string().regex(/^[0-9a-f]{64}$/) }),
  output: adoption.extend({ id: z.uuid(), pack_id: z.string() }),
  status: 201,
  events: ['pack.adopted'],
  errors: ['not-found', 'conflict'],
})
