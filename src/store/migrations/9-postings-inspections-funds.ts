// Postings (跟岗, 支教, 挂职), inspections (督导) with their rectification (整改), special funds (专项经费).
export const postingsInspectionsFunds = '';
