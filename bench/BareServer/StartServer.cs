namespace CarSearch.BareServer;

/// <summary>The smallest app: how soon does ASP.NET Core itself answer?</summary>
internal static class StartServer
{
    public static int Run(string[] args)
    {
        var app = WebApplication.CreateBuilder(args).Build();
        app.MapHealth();
        app.Run();
        return 0;
    }

    /// <summary>Every role answers this, so that the benchmark knows when it is up.</summary>
    public static void MapHealth(this WebApplication app) => app.MapGet("/api/health", () => "Healthy");
}
