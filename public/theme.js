// Runs before the first paint, so that a chosen theme never flashes. The switch is components/site/theme-switch.tsx.
try {
  const theme = localStorage.getItem('open-sesame.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be switched off: then the system's theme holds.
}
