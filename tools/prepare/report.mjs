/** Ends a preparation with what a person has to do; shown without a stack. */
export class PreparationError extends Error {
  name = 'PreparationError'
}

/** @param {string} line */
export function report(line) {
  process.stdout.write(`${line}\n`)
}

/**
 * Runs a preparation as a program: its PreparationError becomes one message and exit code 1.
 *
 * @param {() => Promise<void>} prepare
 */
export async function runPreparation(prepare) {
  try {
    await prepare()
  } catch (error) {
    if (!(error instanceof PreparationError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
}
