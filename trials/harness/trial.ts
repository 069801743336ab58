/** A trial cannot be run as it was asked for; the message says why. */
export class Unfit extends Error {
  override readonly name = 'Unfit';
}
