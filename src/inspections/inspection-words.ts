import { squeezeText } from '../common/text.ts';
import {
  type RectificationStepKind,
  rectificationSteps,
  type Severity,
  severities,
} from '../policy/inspection/rectification.ts';
import { type InspectionKind, inspectionKinds } from './inspection.ts';

const words = <K extends string>(
  names: Readonly<Record<K, string>>,
  others: Readonly<Record<K, readonly string[]>>,
) => {
  const keys = Object.keys(names) as K[];
  return (text: string): K | undefined => {
    const wanted = squeezeText(text);
    return keys.find((key) => [key, names[key], ...others[key]].some((word) => squeezeText(word) === wanted));
  };
};

export const severityMeant = words<Severity>(severities, {
  ordinary: ['普通', '一般问题', '轻微', '否', '较轻'],
  serious: ['严重', '重大问题', '严重问题', '难点', '是', '突出'],
});

export const kindMeant = words<InspectionKind>(inspectionKinds, {
  inspection: ['经常性督导', '专项督导', '综合督导', '随机督导', '督导检查', '日常督导', '挂牌督导'],
  visit: ['查看', '走访查看', '入园指导', '入园查看', '巡查'],
});

export const stepMeant = words<RectificationStepKind>(rectificationSteps, {
  feedback: ['反馈'],
  report: ['上报重大问题', '报告'],
  notice: ['通知', '下达整改通知', '限期整改'],
  recheck: ['复核', '回访'],
  close: ['办结', '结案'],
});

/** Whether a re-check was passed (通过, 未通过); undefined where it cannot be told. */
export function passedMeant(text: string): boolean | undefined {
  const said = squeezeText(text);
  if (/^(?:通过|已通过|合格|已整改|整改到位|已整改到位|整改完成|符合|是)$/u.test(said)) return true;
  if (/^(?:未通过|不通过|没有通过|不合格|未整改|整改不到位|未整改到位|不符合|否)$/u.test(said)) return false;
  return undefined;
}

export const passedName = (passed: boolean) => (passed ? '通过' : '未通过');
