import type { IsoDate } from '../../common/dates.ts';
import type { WordingValues } from '../../documents/wording/values.ts';
import type { Kindergarten } from '../../roster/kindergarten.ts';
import { findKindergarten } from '../../roster/roster.store.ts';
import type { Ledger } from '../../store/ledger.ts';
import { maskedText } from './masked-text.ts';

/** A kindergarten (园所) by the names that templates use. Phones are masked: papers leave the office. */
function kindergartenFacts(kindergarten: Kindergarten, responsible: string | null = null): WordingValues {
  const { principal, phone } = kindergarten;
  return {
    名称: kindergarten.name,
    区县: kindergarten.district,
    镇街: kindergarten.town,
    地址: kindergarten.address,
    办园性质: kindergarten.ownership,
    类别: kindergarten.category,
    普惠: kindergarten.inclusive,
    班级数: kindergarten.classes,
    幼儿数: kindergarten.children,
    教职工数: kindergarten.staff,
    专任教师数: kindergarten.teachers,
    园长: principal,
    负责人: responsible ?? principal,
    电话: maskedText(phone),
    学校标识码: kindergarten.code,
  };
}

const unknown: WordingValues = {
  ...{ 名称: null, 区县: null, 镇街: null, 地址: null, 办园性质: null, 类别: null, 普惠: null, 班级数: null },
  ...{
    幼儿数: null,
    教职工数: null,
    专任教师数: null,
    园长: null,
    负责人: null,
    电话: null,
    学校标识码: null,
  },
};

/** As it was on a day; every name is there, also where nothing is known. */
export function factsOfKindergarten(
  ledger: Ledger,
  {
    kindergartenId,
    name,
    responsible = null,
  }: { kindergartenId: number; name?: string; responsible?: string | null },
  on: IsoDate,
): WordingValues {
  const kindergarten = findKindergarten(ledger, kindergartenId, on);
  if (kindergarten) return kindergartenFacts(kindergarten, responsible);
  return { ...unknown, 名称: name ?? null, 负责人: responsible };
}

/** All names, nothing behind them. */
export const noKindergarten = unknown;
