import type { RecordSection, WorkAct } from '../../app/web-module.ts'

/** On the page of an edition: where its approval stands, and the signing of it. */
export const editionSection = (register: string): RecordSection => ({
  register,
  permission: `${register}:read`,
  load: () => import('./approval-section.tsx'),
})

/** Editions of a register are signed where they wait in My work. */
export const editionWork = (register: string): WorkAct => ({
  operation: `${register}.approve`,
  permission: `${register}:approve`,
  load: async () => ({ Act: (await import('./approve-edition.tsx')).Approve }),
})
