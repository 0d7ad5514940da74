/** What operations may know of how this installation signs its trails. Never a private key. */
export interface TrailAccess {
  /** Verifier keys, the current one last; retired ones stay so that old checkpoints keep verifying. */
  readonly verifiers: readonly string[]
}
