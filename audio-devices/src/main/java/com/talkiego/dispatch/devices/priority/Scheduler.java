package com.talkiego.dispatch.devices.priority;

/** The operating system's scheduler, asked for the calling thread mostly. Never fails: what is refused is an ordinary thread. */
interface Scheduler {
    /** Asks for real time; a larger share is the second choice. */
    Priority realtime();

    /** Asks for a larger share. */
    Priority raised();

    /** Asks for real time for the one thread of the Java machine that all others wait for while it works (a safepoint). */
    default Priority safepoints() {
        return Priority.ORDINARY;
    }

    /** Of a system for which none is written here. */
    Scheduler NONE = new Scheduler() {
        @Override
        public Priority realtime() {
            return Priority.ORDINARY;
        }

        @Override
        public Priority raised() {
            return Priority.ORDINARY;
        }
    };

    /** That of the system this runs on. */
    static Scheduler ofThisSystem() {
        String system = System.getProperty("os.name", "");
        try {
            if (system.startsWith("Linux")) {
                return new LinuxScheduler();
            }
            if (system.startsWith("Windows")) {
                return new WindowsScheduler();
            }
        } catch (IllegalArgumentException | IllegalCallerException | java.util.NoSuchElementException missing) {
            // A library or a function is not there, or native access was not allowed at start: sound works without.
            return NONE;
        }
        return NONE;
    }
}
