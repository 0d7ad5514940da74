/** Whether a text says nothing. */
export const isBlank = (text: string | null | undefined): boolean => !text?.trim()

/**
 * What a record lacks before it may be decided about, all of it at once, so that nobody meets it piece by piece.
 * @param asked whether something is missing, and what to do about it
 * @returns one sentence, or nothing when the record is whole
 */
export function stillMissing(
  asked: readonly (readonly [missing: boolean, todo: string])[],
): string | undefined {
  const todos = asked.flatMap(([missing, todo]) => (missing ? [todo] : []))
  return todos.length === 0 ? undefined : `${todos.join('; ')}.`
}
