import { Failure } from '../../findings/catalogue.ts';
import type { Kindergarten } from '../../roster/kindergarten.ts';
import type { ProposalInput } from '../forming/proposal.ts';

/** @throws Failure `pin-contradiction` where the pins cannot all be kept */
export function refusePins(
  { pins, candidates }: ProposalInput,
  fixed: readonly Kindergarten[],
  capacity: number,
): void {
  const nameOf = (id: number) => candidates.find((each) => each.id === id)?.name ?? `#${id}`;
  const refuse = ({ memberId, leadId }: (typeof pins)[number], reason: string) => {
    const value = `${nameOf(memberId)}=${nameOf(leadId)}`;
    throw new Failure('pin-contradiction', { value, reason }, { exitCode: 1 });
  };
  const centres = new Set(fixed.map((each) => each.id));
  const there = new Set(candidates.map((each) => each.id));
  const leadOf = new Map<number, number>();
  const load = new Map<number, number>();
  for (const pin of pins) {
    if (!centres.has(pin.leadId)) refuse(pin, '后一个园所已经编在别处，或者没有开办，不能担任中心园');
    if (!there.has(pin.memberId)) refuse(pin, '前一个园所已经编在别处，或者没有开办，不能再编入');
    if (centres.has(pin.memberId)) refuse(pin, '前一个园所这次担任中心园，不能又编入别处');
    const other = leadOf.get(pin.memberId);
    if (other !== undefined && other !== pin.leadId) refuse(pin, '同一园所被指定给了两个中心园');
    if (other === pin.leadId) continue;
    leadOf.set(pin.memberId, pin.leadId);
    load.set(pin.leadId, (load.get(pin.leadId) ?? 0) + 1);
    const count = load.get(pin.leadId) as number;
    if (count >= capacity) refuse(pin, `指定给这个中心园的有 ${count} 所，超过上限 ${capacity - 1} 所`);
  }
}
