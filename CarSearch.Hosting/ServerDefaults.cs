using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CarSearch.Hosting;

/// <summary>Configures the web server of a host.</summary>
public static class ServerDefaults
{
    /// <summary>Sets the limits for requests, the log filters and the shutdown timeout.</summary>
    public static void UseServerDefaults(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;

            // The API itself rejects bodies over 16 KiB with a problem. This limit covers bodies that it does not read.
            server.Limits.MaxRequestBodySize = 64 * 1024;
            server.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        });

        // Then the server closes the connections, which takes another second at most.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        builder.Services.PostConfigure<LoggerFilterOptions>(options => LogFilters.Apply(options));
    }
}
