import { z } from 'zod';

// The frames of @orpc/standard-server-peer 1.16: `i` is the id of the call, `t` its kind (absent for a request), `p`
// the payload. Inputs inside `b` are parsed by the contract afterwards.
const CallId = z.union([z.string().max(64), z.int().nonnegative()]);
const Request = z.object({
  i: CallId,
  t: z.literal(1).optional(),
  p: z.object({
    u: z.string().max(200).startsWith('/'),
    b: z.unknown().optional(),
    h: z.record(z.string(), z.union([z.string(), z.array(z.string())])).optional(),
    m: z.literal('POST').optional(),
  }),
});
const Abort = z.object({ i: CallId, t: z.literal(4), p: z.unknown().optional() });
const RpcFrame = z.union([Request, Abort]);

/** True for a call or the cancelling of one; streams from the client are not part of the contract. */
export function isRpcFrame(text: string): boolean {
  try {
    return RpcFrame.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}
