using CarSearch.BareServer;

// What CarSearch is measured against: a bare app for each role, as the template of ASP.NET Core creates it.
if (args is not (["start" or "post", ..] or ["get", _, ..]))
{
    Console.Error.WriteLine("BareServer start|post|get <answers file> [--urls http://127.0.0.1:PORT]");
    return 2;
}

var role = args[0];
var builder = WebApplication.CreateBuilder(args[(role == "get" ? 2 : 1)..]);
if (role == "post")
{
    builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, PostJson.Default));
}

var app = builder.Build();

// Every role has this endpoint, so that the benchmark knows when it is up.
app.MapGet("/api/health", () => "Healthy");
if (role == "post")
{
    app.MapPost("/api/searches", PostServer.Accept);
}
else if (role == "get")
{
    app.MapGet("/api/searches/{token}", new ReplayServer(args[1]).ReplayAsync);
}

app.Run();
return 0;
