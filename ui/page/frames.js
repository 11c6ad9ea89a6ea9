// Lets an idle canvas sleep. eframe asks for every frame of the screen, also when there is nothing to draw, which keeps
// the processor awake. Its frames are told from those of others: it asks for the next one right after it has drawn, or
// in the frame that it asked for. When it has drawn nothing for a while, the next frame comes late, or at once when
// something happens. Can go when eframe sleeps by itself.
(() => {
  /** Frames without anything drawn before it falls asleep. */
  const PATIENCE = 45;
  /** While it sleeps it looks up this often, for what egui wants to draw later. Milliseconds. */
  const NAP = 1000;

  const request = window.requestAnimationFrame.bind(window);
  const cancel = window.cancelAnimationFrame.bind(window);
  /** The frame that is being worked on. */
  let now = null;
  /** The canvas has just drawn: the next frame asked for is its own. */
  let drawn = false;
  /** Frames of its own, in a row, in which it drew nothing. */
  let idle = 0;
  /** The frame that waits while it sleeps. */
  let asleep = null;
  /** The one that waited last; what it became is what is taken back by its number. */
  let waited = null;
  /** Numbers of frames that wait; the browser's own are positive. */
  let number = 0;

  function work(frame, time) {
    now = frame;
    try {
      frame.callback(time);
    } finally {
      now = null;
    }
  }

  const ask = (frame) => request((time) => work(frame, time));

  /** Looks up without a frame of the screen, which would keep more than the canvas awake. */
  function lookUp() {
    const frame = asleep;
    asleep = null;
    work(frame, performance.now());
  }

  function wake() {
    idle = 0;
    if (!asleep) return;
    const frame = asleep;
    asleep = null;
    clearTimeout(frame.timer);
    frame.asked = ask(frame);
  }

  window.requestAnimationFrame = (callback) => {
    const own = drawn || Boolean(now?.own);
    const frame = { callback, own };
    if (own && !drawn) idle += 1;
    drawn = false;
    if (!own || idle <= PATIENCE) return ask(frame);
    number -= 1;
    frame.number = number;
    frame.timer = setTimeout(lookUp, NAP);
    asleep = frame;
    waited = frame;
    return number;
  };

  window.cancelAnimationFrame = (id) => {
    if (asleep?.number === id) {
      clearTimeout(asleep.timer);
      asleep = null;
    } else {
      cancel(waited?.number === id ? waited.asked : id);
    }
  };

  for (const name of [
    'pointerdown', 'pointermove', 'pointerup', 'pointercancel', 'wheel', 'touchstart', 'touchmove', 'touchend',
    'keydown', 'keyup', 'focus', 'blur', 'resize', 'copy', 'cut', 'paste', 'hashchange', 'visibilitychange',
  ]) window.addEventListener(name, wake, { capture: true, passive: true });

  window.millraceFrames = {
    /** The canvas begins to draw. */
    begin() {
      if (now) now.own = false;
    },
    /** It has drawn. */
    end() {
      wake();
      drawn = true;
      queueMicrotask(() => {
        drawn = false;
      });
    },
    /** There is something to draw. */
    wake,
  };
})();
