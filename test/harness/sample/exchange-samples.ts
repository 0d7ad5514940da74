import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { AnyOperation } from '../../../src/kernel/contract/operation.ts'
import type { AnyRegister } from '../../../src/kernel/register/register.ts'
import { modules } from '../../../src/modules/index.ts'
import { exportedText } from '../../../src/platform/exchange/export/export-cell.ts'
import type { Actor, Upload } from '../../../src/platform/operations/scope.ts'
import type { TestProduct } from '../organization.ts'
import { sampleValues } from './samples.ts'

const registers = new Map<string, AnyRegister>(
  modules.flatMap((module) => module.registers.map(({ register }) => [register.name, register] as const)),
)
const registerOf = (operation: AnyOperation) => registers.get(operation.name.split('.')[0] ?? '')

const made = new Map<string, Promise<Upload>>()

/**
 * A file that a register imports: one row with everything a record may have, as its own rules ask for it. The same at
 * each call, because an import is bound to the file that was dry-run.
 */
export function sampleUpload(product: TestProduct, register: AnyRegister, actor: Actor): Promise<Upload> {
  const key = `${actor.organization_id} ${register.name}`
  const known = made.get(key) ?? makeUpload(product, register, actor)
  made.set(key, known)
  return known
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`

async function makeUpload(product: TestProduct, register: AnyRegister, actor: Actor): Promise<Upload> {
  const values = Object.entries(await sampleValues(product, register, actor))
  const lines = [values.map(([name]) => name), values.map(([, value]) => quoted(exportedText(value)))]
  return {
    file_name: `${register.plural}.csv`,
    bytes: Buffer.from(lines.map((cells) => cells.join(',')).join('\r\n')),
  }
}

/** The file that an operation with an upload is tested with. */
export async function uploadFor(
  product: TestProduct,
  operation: AnyOperation,
  actor: Actor,
): Promise<Upload | undefined> {
  const register = registerOf(operation)
  return operation.upload && register ? sampleUpload(product, register, actor) : undefined
}

async function importInput(
  product: TestProduct,
  register: AnyRegister,
  actor: Actor,
): Promise<Record<string, unknown>> {
  const upload = await sampleUpload(product, register, actor)
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
  const upload = await sampleUpload(product, register, actor)
  await product.run(`${register.name}.import`, actor, input, upload)
  for (let attempt = 0; attempt < 3000; attempt += 1) {
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
