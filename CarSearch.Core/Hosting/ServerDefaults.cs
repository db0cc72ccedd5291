using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CarSearch.Hosting;

/// <summary>Configures the web server of a host that has one of its own.</summary>
public static class ServerDefaults
{
    /// <summary>Limits what the server takes and logs, and how long it may take to stop.</summary>
    public static void UseServerDefaults(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;

            // The API reads 16 KiB and says so when there is more; this is the second fence.
            server.Limits.MaxRequestBodySize = 64 * 1024;
            server.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(4));
        builder.Services.PostConfigure<LoggerFilterOptions>(options => LogLimits.Apply(options));
    }
}
