using CarSearch.Tests.Support;

namespace CarSearch.Tests.Core.Api.Contract;

/// <summary>A host held to the contract. The same tests run on every host: each names its own in one place.</summary>
public interface IContractHost : IDisposable
{
    /// <summary>Where it listens.</summary>
    Uri Address { get; }

    /// <summary>Its clock, which only a test moves.</summary>
    SteppingTimeProvider Time { get; }

    /// <summary>What may go wrong between it and its two ports.</summary>
    PortFaults Ports { get; }

    /// <summary>All that it has logged.</summary>
    LogLines Log { get; }

    /// <summary>Starts one, at <see cref="TestSearches.Start"/>.</summary>
    static abstract IContractHost Start(HostSetup setup);
}

/// <summary>What a test wants of its host.</summary>
/// <param name="Suppliers">The suppliers it asks.</param>
/// <param name="Settings">Settings of the section <c>CarSearch</c>.</param>
public sealed record HostSetup(IReadOnlyList<ScriptedSupplier> Suppliers, IReadOnlyDictionary<string, string> Settings);
