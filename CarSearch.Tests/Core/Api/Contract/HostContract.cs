using CarSearch.Tests.Support;

namespace CarSearch.Tests.Core.Api.Contract;

/// <summary>Contract tests each of which has a host of its own.</summary>
public abstract class HostContract<THost>(ScriptedSupplier[] suppliers, Dictionary<string, string>? settings = null) : IDisposable
    where THost : IContractHost
{
    /// <summary>A supplier timeout beyond the end of any test.</summary>
    protected static Dictionary<string, string> Patient => new() { ["SupplierTimeout"] = "00:05:00" };

    protected Contracted<THost> Host { get; } = new(settings ?? [], suppliers);

    protected HttpClient Client => Host.Client;

    /// <summary>The first supplier.</summary>
    protected ScriptedSupplier Alpha => suppliers[0];

    /// <summary>The second supplier.</summary>
    protected ScriptedSupplier Beta => suppliers[1];

    public void Dispose()
    {
        Host.Dispose();
        GC.SuppressFinalize(this);
    }
}

/// <summary>The same with a session of the tools for assistants.</summary>
public abstract class McpHostContract<THost>(ScriptedSupplier[] suppliers, Dictionary<string, string>? settings = null)
    : HostContract<THost>(suppliers, settings), IAsyncLifetime
    where THost : IContractHost
{
    private protected McpSession Mcp { get; private set; } = null!;

    public async Task InitializeAsync() => Mcp = await McpSession.ConnectAsync(Host.Address);

    public async Task DisposeAsync() => await Mcp.DisposeAsync();
}
