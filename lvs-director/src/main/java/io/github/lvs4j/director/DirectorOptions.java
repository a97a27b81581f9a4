package io.github.lvs4j.director;

import io.github.lvs4j.event.ErrorHandler;
import io.github.lvs4j.event.LvsListener;
import io.github.lvs4j.style.LvsStyle;
import java.util.List;
import org.immutables.value.Value;
import org.slf4j.LoggerFactory;

/** How a director runs, apart from what it should be. Immutable. */
@LvsStyle
@Value.Immutable
public abstract class DirectorOptions {

    DirectorOptions() {}

    /**
     * Starts options.
     *
     * @return an empty builder; nothing must be given
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The defaults.
     *
     * @return options with nothing set
     */
    public static DirectorOptions defaults() {
        return builder().build();
    }

    /**
     * Whether the configuration's virtual routers are run.
     *
     * @return true unless set; false keeps the director to table, checks and mail
     */
    @Value.Default
    public boolean vrrp() {
        return true;
    }

    /**
     * Whether the services stay in the kernel's table when the director closes.
     *
     * @return false unless set: they are removed and their connections cut
     */
    @Value.Default
    public boolean keepTable() {
        return false;
    }

    /**
     * Who is told what happens, from the first moment on. All of them share one thread, which does nothing else.
     *
     * @return empty unless set
     */
    public abstract List<LvsListener<DirectorEvent>> listeners();

    /**
     * Who is told what listeners throw and what background work cannot deliver.
     *
     * @return a handler that logs a warning unless set
     */
    @Value.Default
    public ErrorHandler errorHandler() {
        return (where, failure) -> LoggerFactory.getLogger(Director.class).warn("{}: {}", where, failure.toString());
    }

    /** Builds {@link DirectorOptions}. Confined to one thread. */
    public static final class Builder extends ImmutableDirectorOptions.Builder {
        Builder() {}
    }
}
