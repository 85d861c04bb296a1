import classes from './toggle.module.css';

interface ToggleProps {
  checked: boolean;
  /** Its name for those who do not see what stands beside it. */
  label: string;
  onChange: (checked: boolean) => void;
}

/** A switch for long lists: one native input, so that fifty of them cost nothing. */
export function Toggle({ checked, label, onChange }: ToggleProps) {
  return (
    <input
      type="checkbox"
      role="switch"
      className={classes.toggle}
      checked={checked}
      aria-label={label}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}
