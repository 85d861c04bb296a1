import { type DragEvent, type ReactNode, useId, useRef, useState } from 'react';
import { IconPhotoUp } from '@tabler/icons-react';
import classes from './file-drop.module.css';

interface FileDropProps {
  label: string;
  hint?: ReactNode;
  accept: string;
  multiple?: boolean;
  disabled?: boolean;
  onFiles: (files: File[]) => void;
}

/** A place to drop files on, or to press and choose them; on a phone the camera is among the choices. */
export function FileDrop({ label, hint, accept, multiple = false, disabled = false, onFiles }: FileDropProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const give = (list: FileList | null) => {
    const files = [...(list ?? [])];
    if (files.length > 0 && !disabled) onFiles(multiple ? files : files.slice(0, 1));
    // The same file may be chosen again after it was mended.
    if (input.current) input.current.value = '';
  };
  const drag = (event: DragEvent, isOver: boolean) => {
    event.preventDefault();
    setOver(isOver);
  };
  return (
    <div
      className={classes.drop}
      data-over={over || undefined}
      data-disabled={disabled || undefined}
      onDragEnter={(event) => drag(event, true)}
      onDragOver={(event) => drag(event, true)}
      onDragLeave={(event) => drag(event, false)}
      onDrop={(event) => {
        drag(event, false);
        give(event.dataTransfer.files);
      }}
    >
      <input
        ref={input}
        id={id}
        type="file"
        accept={accept}
        multiple={multiple}
        disabled={disabled}
        className={classes.input}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => give(event.currentTarget.files)}
      />
      <label htmlFor={id} className={classes.label}>
        <IconPhotoUp size={28} stroke={1.5} aria-hidden />
        <span>{label}</span>
      </label>
      {hint && (
        <div id={`${id}-hint`} className={classes.hint}>
          {hint}
        </div>
      )}
    </div>
  );
}
