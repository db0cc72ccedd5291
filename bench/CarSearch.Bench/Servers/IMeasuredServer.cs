namespace CarSearch.Bench.Servers;

/// <summary>A server whose processes run on this machine.</summary>
internal interface IMeasuredServer
{
    /// <summary>Gets the port that it listens on, on 127.0.0.1.</summary>
    int Port { get; }

    /// <summary>Gets the processor time so far, of all its threads.</summary>
    TimeSpan ProcessorTime { get; }

    /// <summary>Gets the resident memory now, in bytes.</summary>
    long ResidentBytes { get; }

    /// <summary>Gets the processor time that it may take in half a second while it does nothing.</summary>
    TimeSpan IdleProcessorTime { get; }
}
