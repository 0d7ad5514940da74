import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { AnyOperation } from '../../src/kernel/contract/operation.ts'
import type { Field } from '../../src/kernel/register/field.ts'
import type { AnyRegister } from '../../src/kernel/register/register.ts'
import { modules } from '../../src/modules/index.ts'
import type { Actor, Upload } from '../../src/platform/operations/scope.ts'
import type { TestProduct } from './organization.ts'

const registers = new Map<string, AnyRegister>(
  modules.flatMap((module) => module.registers.map(({ register }) => [register.name, register] as const)),
)
const registerOf = (operation: AnyOperation) => registers.get(operation.name.split('.')[0] ?? '')

function cellFor(field: Field, actor: Actor): string {
  switch (field.kind) {
    case 'choice':
    case 'choices':
      return field.values[0] ?? ''
    case 'boolean':
      return 'yes'
    case 'integer':
      return String(field.min)
    case 'date':
      return '2026-01-31'
    case 'person':
      return actor.person_id
    default:
      return 'Sample import'
  }
}

/** A file that any register can import: one row with every field a record must have. */
export function sampleUpload(register: AnyRegister, actor: Actor): Upload {
  const required = Object.entries(register.fields).filter(([, field]) => field.required)
  const lines = [required.map(([name]) => name), required.map(([, field]) => cellFor(field, actor))]
  return {
    file_name: 'sample.csv',
    bytes: Buffer.from(lines.map((cells) => cells.join(',')).join('\r\n')),
  }
}

/** The file that an operation with an upload is tested with. */
export function uploadFor(operation: AnyOperation, actor: Actor): Upload | undefined {
  const register = registerOf(operation)
  return operation.upload && register ? sampleUpload(register, actor) : undefined
}

async function importInput(
  product: TestProduct,
  register: AnyRegister,
  actor: Actor,
): Promise<Record<string, unknown>> {
  const upload = sampleUpload(register, actor)
  const { mapping } = await product.run<{ mapping: unknown }>(
    `${register.name}.preview-import`,
    actor,
    {},
    upload,
  )
  return { mapping, sha256: createHash('sha256').update(upload.bytes).digest('hex') }
}

/** The id of an import whose progress can be read; it is told on a connection of its own, so it may take a moment. */
async function toldProgress(product: TestProduct, register: AnyRegister, actor: Actor): Promise<string> {
  const progress_id = product.sources.newId()
  const input = { ...(await importInput(product, register, actor)), progress_id }
  await product.run(`${register.name}.import`, actor, input, sampleUpload(register, actor))
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const told = await product.run(`${register.name}.import-progress`, actor, { progress_id }).then(
      () => true,
      () => false,
    )
    if (told) return progress_id
    await pause(20)
  }
  throw new Error('The import told nothing of its progress.')
}

/** Valid input for the operations that exchange files; undefined for others. */
export async function exchangeInput(
  product: TestProduct,
  operation: AnyOperation,
  actor: Actor,
): Promise<Record<string, unknown> | undefined> {
  const register = registerOf(operation)
  if (!register) return undefined
  switch (operation.name.slice(register.name.length + 1)) {
    case 'preview-import':
    case 'export':
      return {}
    case 'import':
      return importInput(product, register, actor)
    case 'import-progress':
      return { progress_id: await toldProgress(product, register, actor) }
    default:
      return undefined
  }
}

const systems = async (product: TestProduct, actor: Actor, count: number) => {
  const made: { id: string; version: number }[] = []
  for (let n = 0; n < count; n += 1)
    made.push(await product.run('ai-system.create', actor, { name: `Sample ${n}` }))
  return made
}

/** Input for the operations about suspected duplicates. */
export const duplicateSamples: Readonly<
  Record<string, (product: TestProduct, actor: Actor) => Promise<Record<string, unknown>>>
> = {
  'ai-system.duplicates': async () => ({}),
  'ai-system.merge': async (product, actor) => {
    const [keep, ...others] = await systems(product, actor, 3)
    return {
      id: keep?.id,
      expected_version: keep?.version,
      others: others.map(({ id, version }) => ({ id, version })),
      values: { name: 'Merged' },
    }
  },
  'ai-system.dismiss-duplicates': async (product, actor) => ({
    ids: (await systems(product, actor, 2)).map(({ id }) => id),
    reason: 'Sample',
  }),
}
