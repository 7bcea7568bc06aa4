// Packages (报送包) received from other offices, and the state of each report.
export const packages = '';
