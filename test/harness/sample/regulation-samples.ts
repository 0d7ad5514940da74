import type { Actor } from '../../../src/platform/operations/scope.ts'
import { shippedPacks } from '../../../src/platform/packs/shipped-packs.ts'
import { samplePassword } from '../account.ts'
import type { Made } from '../made.ts'
import type { TestProduct } from '../organization.ts'

export type { Made }

type Make = (product: TestProduct, actor: Actor) => Promise<Record<string, unknown>>

/** Answers that make the organization a user of the system, and nothing else. */
export const roleAnswers = {
  builds: ['none'],
  answers_for_build: 'no',
  supplies: 'no',
  uses: 'yes',
  contributes: ['none'],
}

const { content } = shippedPacks().regulation

/** The answers of a worked classification of the pack, by its id. */
export function vectorAnswers(id: string): Record<string, unknown> {
  const vector = content.test_vectors.find((one) => one.id === id)
  if (!vector) throw new Error(`No worked classification is called ${id}.`)
  return { ...content.vector_defaults, ...vector.answers }
}

export const newSystem = (product: TestProduct, actor: Actor, values: object = {}): Promise<Made> =>
  product.run<Made>('ai-system.create', actor, { name: `System ${product.sources.newId()}`, ...values })

/** A draft with every answer and a rationale, about a system of its own unless one is named. */
export async function answeredDetermination(
  product: TestProduct,
  actor: Actor,
  kind: 'iso_roles' | 'eu_ai_act',
  answers: object,
  systemId?: string,
): Promise<Made> {
  const ai_system_id = systemId ?? (await newSystem(product, actor)).id
  const { id, version } = await product.run<Made>('determination.start', actor, { ai_system_id, kind })
  return product.run<Made>('determination.answer', actor, {
    id,
    expected_version: version,
    answers,
    rationale: 'As the contract and the system description say.',
  })
}

export const makeDetermination = (product: TestProduct, actor: Actor): Promise<Made> =>
  answeredDetermination(product, actor, 'iso_roles', roleAnswers)

export const proposed = (product: TestProduct, actor: Actor, { id, version }: Made): Promise<Made> =>
  product.run<Made>('determination.propose', actor, { id, expected_version: version })

interface View {
  approval: { statement: string } | null
  rejection: { statement: string; reasons: { id: string }[] } | null
}

const bannedDetermination = async (product: TestProduct, actor: Actor) =>
  proposed(product, actor, await answeredDetermination(product, actor, 'eu_ai_act', vectorAnswers('T05')))

/** Valid input for the operations of the module `regulation`. */
export const regulationSamples: Readonly<Record<string, Make>> = {
  'determination.questions': async () => ({ kind: 'eu_ai_act', answers: { is_ai_system: 'yes' } }),
  'determination.start': async (product, actor) => ({
    ai_system_id: (await newSystem(product, actor)).id,
    kind: 'eu_ai_act',
  }),
  'determination.answer': async (product, actor) => {
    const { id, version } = await makeDetermination(product, actor)
    return { id, expected_version: version, answers: { uses: 'no' } }
  },
  'determination.view': async (product, actor) => ({ id: (await makeDetermination(product, actor)).id }),
  'determination.approve': async (product, actor) => {
    const { id, version } = await proposed(product, actor, await makeDetermination(product, actor))
    const { approval } = await product.run<View>('determination.view', actor, { id })
    return {
      id,
      expected_version: version,
      signature: { statement: approval?.statement, password: samplePassword },
    }
  },
  'determination.reject': async (product, actor) => {
    const { id, version } = await bannedDetermination(product, actor)
    const { rejection } = await product.run<View>('determination.view', actor, { id })
    return {
      id,
      expected_version: version,
      reason: 'It is banned.',
      sign_offs: rejection?.reasons.map((reason) => ({
        reason_id: reason.id,
        answer: 'The use was stopped.',
      })),
      signature: { statement: rejection?.statement, password: samplePassword },
    }
  },
  'determination.of-system': async (product, actor) => ({
    ai_system_id: (await newSystem(product, actor)).id,
  }),
  'determination.overview': async () => ({}),
  'determination.stale': async () => ({}),
  'determination.rerun-preview': async () => ({}),
}
