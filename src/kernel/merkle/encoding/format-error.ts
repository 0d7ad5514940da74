/** Text or bytes that are not in the form the trail's format prescribes; the message says which part and why. */
export class FormatError extends Error {
  override readonly name: string = 'FormatError'
}
