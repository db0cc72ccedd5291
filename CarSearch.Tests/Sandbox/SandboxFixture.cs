using CarSearch.Tests.Support;

namespace CarSearch.Tests.Sandbox;

/// <summary>One sandbox with the simulated fleet for all tests of a class.</summary>
public sealed class SandboxFixture : IAsyncLifetime
{
    public SupplierSandbox Sandbox { get; private set; } = null!;

    public async Task InitializeAsync() => Sandbox = await SupplierSandbox.StartAsync();

    public async Task DisposeAsync() => await Sandbox.DisposeAsync();
}
